using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Completes what can be a reference: variables that hold one or an image, references' files, folders and photographs.</summary>
public sealed class ReferenceCompleter : IArgumentCompleter
{
    private const string ReferenceExtension = ".json";
    private static readonly char[] Separators = ['/', '\\'];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletingSession.CompleteVariables(wordToComplete, typeof(ColorReference), typeof(RetinaImage)).Concat(Files((wordToComplete ?? string.Empty).Trim('\'', '"')));

    // The shell's own completion of files offers all of them.
    private static IEnumerable<CompletionResult> Files(string word)
    {
        string typedFolder = word[..(word.LastIndexOfAny(Separators) + 1)];
        var folder = new DirectoryInfo(CompletingSession.ResolvePath(typedFolder.Length > 0 ? typedFolder : "."));
        return folder.Exists
            ? from file in folder.EnumerateFileSystemInfos(word[typedFolder.Length..] + "*", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
              where file is DirectoryInfo || IsReference(file.Name)
              orderby !IsReferenceFile(file.Name), file.Name
              select new CompletionResult(
                  Quoted(typedFolder + file.Name),
                  file.Name,
                  file is DirectoryInfo ? CompletionResultType.ProviderContainer : CompletionResultType.ProviderItem,
                  file.FullName)
            : [];
    }

    private static bool IsReference(string file) => IsReferenceFile(file) || ImageFileFormats.FromExtension(file) is not null;

    private static bool IsReferenceFile(string file) => file.EndsWith(ReferenceExtension, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string path) =>
        path.AsSpan().ContainsAny(" '\"()[]{};,$&#@`") ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'" : path;
}
