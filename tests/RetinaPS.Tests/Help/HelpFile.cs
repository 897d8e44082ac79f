using System.Xml.Linq;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.Help;

/// <summary>The module's help as the build made it, so that a new cmdlet's is here without being registered.</summary>
internal static class HelpFile
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";

    /// <summary>The examples of all cmdlets.</summary>
    public static IReadOnlyList<Example> Examples { get; } =
    [
        .. from command in XDocument.Load(Path.Combine(AssembledModule.Folder, "en-US", "RetinaPS.dll-Help.xml")).Descendants(Command + "command")
           let cmdlet = command.Element(Command + "details")!.Element(Command + "name")!.Value
           from example in command.Descendants(Command + "example")
           select new Example(cmdlet, example.Element(Text + "title")!.Value.Trim('-', ' '), example.Element(Dev + "code")!.Value),
    ];
}
