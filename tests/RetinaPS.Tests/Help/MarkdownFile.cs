using System.Management.Automation.Language;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.Help;

/// <summary>A Markdown document of the repository and the code blocks in it, fenced or indented.</summary>
internal static class MarkdownFile
{
    /// <summary>
    /// What a block may hold besides PowerShell: command lines for the shell of the operating system. A statement that starts with another
    /// word is PowerShell and is run.
    /// </summary>
    private static readonly string[] Programs = ["dotnet", "tar", "./build.ps1", "retinaps/retinaps", "python3", "apt-get"];

    /// <summary>The documents whose blocks are run: the read-me, the gallery and the help topics.</summary>
    public static IEnumerable<string> Names =>
    [
        "README.md",
        "docs/gallery.md",
        .. Directory.EnumerateFiles(Path.Combine(AssembledModule.RepositoryRoot, "docs", "help"), "*.md")
            .Select(file => "docs/help/" + Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The PowerShell of a document, block by block; of a program's line, what it gives to PowerShell's -Command.</summary>
    public static IEnumerable<Example> Examples(string document) =>
        from block in Blocks(File.ReadAllLines(Path.Combine(AssembledModule.RepositoryRoot, document)))
        let code = string.Join('\n', Statements(block.Text))
        where code.Length > 0
        select new Example(document, $"line {block.Line}", code);

    /// <summary>The blocks with the numbers of their first lines.</summary>
    public static IEnumerable<(int Line, string Text)> Blocks(IReadOnlyList<string> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            bool isFenced = lines[i].StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && !(IsIndented(lines[i]) && (i == 0 || lines[i - 1].Length == 0)))
                continue;
            int start = isFenced ? i + 1 : i;
            int end = start;
            while (end < lines.Count && (isFenced ? !lines[end].StartsWith("```", StringComparison.Ordinal) : IsIndented(lines[end])))
                end++;
            yield return (start + 1, string.Join('\n', lines.Skip(start).Take(end - start).Select(line => isFenced ? line : line[4..])));
            i = isFenced ? end : end - 1;
        }
    }

    private static bool IsIndented(string line) => line.StartsWith("    ", StringComparison.Ordinal);

    private static IEnumerable<string> Statements(string block)
    {
        foreach (var statement in Parser.ParseInput(block, out _, out _).EndBlock.Statements)
        {
            var call = FirstCommand(statement);
            if (call is null || !Programs.Contains(call.GetCommandName()))
                yield return statement.Extent.Text;
            else if (CommandText(call) is { } text)
                yield return text;
        }
    }

    private static CommandAst? FirstCommand(StatementAst statement) => statement switch
    {
        PipelineChainAst chain => FirstCommand(chain.LhsPipelineChain),
        PipelineAst { PipelineElements: [CommandAst call, ..] } => call,
        _ => null,
    };

    private static string? CommandText(CommandAst call)
    {
        var elements = call.CommandElements.ToList();
        int option = elements.FindIndex(element => element.Extent.Text == "-Command");
        return option < 0 ? null : elements[option + 1].Extent.Text.Trim('"', '\'');
    }
}
