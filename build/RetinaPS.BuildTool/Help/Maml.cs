using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>The vocabulary of PowerShell's help files, the Microsoft Assistance Markup Language.</summary>
internal static class Maml
{
    /// <summary>The namespace of the root.</summary>
    public static readonly XNamespace Root = "http://msh";

    /// <summary>The namespace of text.</summary>
    public static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";

    /// <summary>The namespace of commands.</summary>
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    /// <summary>The namespace of types and code.</summary>
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>A description of any number of paragraphs.</summary>
    public static XElement Description(IEnumerable<string> paragraphs) => new(Text + "description", Paragraphs(paragraphs));

    /// <summary>Paragraphs.</summary>
    public static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(text => new XElement(Text + "para", text));

    /// <summary>A type by name.</summary>
    public static XElement Type(string name) => new(Dev + "type", new XElement(Text + "name", name), new XElement(Text + "uri"));
}
