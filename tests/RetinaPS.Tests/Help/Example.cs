using System.Management.Automation.Language;

namespace RetinaPS.Tests.Help;

/// <summary>Code that the help or a document shows to be typed.</summary>
/// <param name="Source">The cmdlet whose help it is, or the document's path.</param>
/// <param name="Title">What names it there: the example's title, or the number of its line.</param>
/// <param name="Code">What is typed.</param>
internal sealed record Example(string Source, string Title, string Code)
{
    /// <summary>How the title of an example ends that waits for a person, and is therefore not run.</summary>
    public const string OpensWindow = "(opens a window)";

    /// <summary>Names the example among all.</summary>
    public string Id => $"{Source}: {Title}";

    /// <summary>Whether it waits for a person.</summary>
    public bool NeedsPerson => Title.EndsWith(OpensWindow, StringComparison.Ordinal);

    /// <summary>Whether it asks for a GPU: it then runs on the software device.</summary>
    public bool NeedsGpu => Calls.Any(call => Values(call, "Device").Any(value => value.StartsWith("Cuda", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The commands that it calls.</summary>
    public IEnumerable<CommandAst> Calls =>
        Parser.ParseInput(Code, out _, out _).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    /// <summary>Its statements that stand in none other.</summary>
    public IEnumerable<StatementAst> Statements => Parser.ParseInput(Code, out _, out _).EndBlock.Statements;

    private static IEnumerable<string> Values(CommandAst call, string parameter) =>
        call.CommandElements.Zip(call.CommandElements.Skip(1))
            .Where(pair => pair.First is CommandParameterAst given && given.ParameterName.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Second.FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false))
            .Select(value => ((StringConstantExpressionAst)value).Value);
}
