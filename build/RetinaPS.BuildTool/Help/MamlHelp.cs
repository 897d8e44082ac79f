using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes the help file of a module: every cmdlet's declaration and documentation as MAML.</summary>
/// <param name="documentation">The text about classes and properties.</param>
/// <param name="references">The words for what the text refers to.</param>
/// <param name="online">The folder on the web that holds the cmdlets' pages, with a slash at its end.</param>
internal sealed class MamlHelp(XmlDocumentation documentation, ReferenceNames references, string online)
{
    /// <summary>The words before the address of a cmdlet's page.</summary>
    public const string OnlineVersion = "Online version:";

    private readonly Prose prose = new(references);

    /// <summary>The help of the given cmdlets.</summary>
    public XDocument Create(IEnumerable<CmdletDefinition> cmdlets) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Maml.Root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(CreateCommand)));

    /// <summary>What is said of the objects that a cmdlet writes.</summary>
    public static IReadOnlyList<string> DescribeOutput(Type type, XmlDocumentation documentation, Prose prose) =>
        prose.Paragraphs(documentation.Of(TypeNames.ElementOf(type)).Element("summary")) is { Count: > 0 } own ? own : ForeignTypes.Describe(type);

    private XElement CreateCommand(CmdletDefinition cmdlet)
    {
        var parameters = new MamlParameters(documentation, prose);
        var text = documentation.Of(cmdlet.Type);
        var description = prose.Paragraphs(text.Element("remarks"));
        var examples = text.Elements("example").Select((example, index) => MamlExample.Create(example, index + 1, prose));
        return new XElement(
            Maml.Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml.Text.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "command", Maml.Command.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dev", Maml.Dev.NamespaceName),
            Details(cmdlet, text),
            Maml.Description(description is [] ? prose.Paragraphs(text.Element("summary")) : description),
            parameters.Syntax(cmdlet),
            parameters.Full(cmdlet),
            InputTypes(cmdlet),
            ReturnValues(cmdlet),
            Notes(cmdlet, text),
            new XElement(Maml.Command + "examples", examples),
            Links(cmdlet, text));
    }

    private XElement Details(CmdletDefinition cmdlet, XElement text) => new(
        Maml.Command + "details",
        new XElement(Maml.Command + "name", cmdlet.Name),
        new XElement(Maml.Command + "verb", cmdlet.Verb),
        new XElement(Maml.Command + "noun", cmdlet.Noun),
        Maml.Description(prose.Paragraphs(text.Element("summary"))));

    private XElement InputTypes(CmdletDefinition cmdlet) => new(
        Maml.Command + "inputTypes",
        cmdlet.Parameters
            .Where(parameter => parameter.TakesPipelineObjects || parameter.TakesPipelineProperties)
            .GroupBy(parameter => TypeNames.Full(TypeNames.ElementOf(parameter.Type)))
            .Select(group => new XElement(Maml.Command + "inputType", Maml.Type(group.Key), Maml.Description(DescribeInput([.. group])))));

    private static string[] DescribeInput(IReadOnlyList<CmdletParameter> parameters)
    {
        string[] byValue = [.. parameters.Where(parameter => parameter.TakesPipelineObjects).Select(parameter => "-" + parameter.Name)];
        string[] byName =
        [
            .. parameters.Where(parameter => parameter.TakesPipelineProperties)
                .SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)),
        ];
        return
        [
            .. byValue is [] ? Array.Empty<string>() : [$"Piped objects go to {string.Join(" or ", byValue)}."],
            .. byName is [] ? Array.Empty<string>() : [$"Properties of piped objects: {string.Join(", ", byName)}."],
        ];
    }

    private XElement ReturnValues(CmdletDefinition cmdlet) => new(
        Maml.Command + "returnValues",
        cmdlet.OutputTypes.Select(type => new XElement(
            Maml.Command + "returnValue",
            Maml.Type(TypeNames.Full(type)),
            Maml.Description(DescribeOutput(type, documentation, prose)))));

    private XElement? Notes(CmdletDefinition cmdlet, XElement text)
    {
        string[] notes =
        [
            .. text.Descendants("note").SelectMany(note => prose.Paragraphs(note)),
            .. cmdlet.Aliases is [] ? Array.Empty<string>() : [$"Also known as {string.Join(", ", cmdlet.Aliases)}."],
        ];
        return notes is [] ? null : new XElement(Maml.Text + "alertSet", new XElement(Maml.Text + "alert", Maml.Paragraphs(notes)));
    }

    private XElement Links(CmdletDefinition cmdlet, XElement text) => new(
        Maml.Command + "relatedLinks",
        Link(OnlineVersion, $"{online}{cmdlet.Name}.md"),
        text.Elements("seealso").Select(Link));

    private XElement Link(XElement reference)
    {
        string words = reference.IsEmpty ? references.Of(reference) : prose.Line(reference);
        return Link(words, reference.Attribute("href")?.Value ?? "");
    }

    private static XElement Link(string words, string address) => new(
        Maml.Text + "navigationLink",
        new XElement(Maml.Text + "linkText", words),
        new XElement(Maml.Text + "uri", address));
}
