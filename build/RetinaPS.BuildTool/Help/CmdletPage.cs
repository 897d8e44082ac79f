using System.Text;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes a cmdlet's help, given as MAML, as a page of Markdown that Get-Help -Online opens.</summary>
/// <param name="command">The help of one cmdlet.</param>
internal sealed class CmdletPage(XElement command)
{
    private readonly StringBuilder page = new();

    /// <summary>The cmdlet's name.</summary>
    public string Name { get; } = command.Element(Maml.Command + "details")!.Element(Maml.Command + "name")!.Value;

    /// <summary>The pages of all cmdlets of a help file.</summary>
    public static IReadOnlyList<CmdletPage> ReadAll(XDocument help) =>
        [.. help.Descendants(Maml.Command + "command").Select(command => new CmdletPage(command))];

    /// <summary>The page's text.</summary>
    public string Render()
    {
        page.Clear();
        Block($"# {Name}");
        Paragraphs(command.Element(Maml.Command + "details")!.Element(Maml.Text + "description"));
        Section("Syntax", command.Element(Maml.Command + "syntax")!.Elements().Select(item => Fence("text", CmdletSyntax.Of(item))));
        Block("## Description");
        Paragraphs(command.Element(Maml.Text + "description"));
        Block("## Examples");
        foreach (var example in command.Descendants(Maml.Command + "example"))
            Example(example);
        Block("## Parameters");
        foreach (var parameter in command.Element(Maml.Command + "parameters")!.Elements())
            Parameter(parameter);
        Types("Inputs", command.Element(Maml.Command + "inputTypes")!);
        Types("Outputs", command.Element(Maml.Command + "returnValues")!);
        if (command.Element(Maml.Text + "alertSet") is { } notes)
        {
            Block("## Notes");
            Paragraphs(notes.Element(Maml.Text + "alert"));
        }

        string related = string.Join('\n', command.Descendants(Maml.Text + "navigationLink").Select(Link).OfType<string>());
        Section("Related", related.Length > 0 ? [related] : []);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private void Section(string heading, IEnumerable<string> blocks)
    {
        string[] all = [.. blocks];
        if (all.Length == 0)
            return;
        Block($"## {heading}");
        foreach (string block in all)
            Block(block);
    }

    private void Example(XElement example)
    {
        Block("### " + MarkdownText.Escape(example.Element(Maml.Text + "title")!.Value.Trim('-', ' ')));
        Block(Fence("powershell", example.Element(Maml.Dev + "code")!.Value));
        Paragraphs(example.Element(Maml.Dev + "remarks"));
    }

    private void Parameter(XElement parameter)
    {
        Block($"### -{parameter.Element(Maml.Text + "name")!.Value}");
        Paragraphs(parameter.Element(Maml.Text + "description"));
        Block(string.Join(" · ", Facts(parameter)));
    }

    private static IEnumerable<string> Facts(XElement parameter)
    {
        string type = parameter.Element(Maml.Dev + "type")!.Element(Maml.Text + "name")!.Value;
        yield return $"`{type}`";
        if ((bool)parameter.Attribute("required")!)
            yield return "required";
        if (parameter.Attribute("position")!.Value is not "named" and var position)
            yield return $"position {position}";
        if (parameter.Element(Maml.Dev + "defaultValue")!.Value is not ("None" or "False") and var value)
            yield return $"default: {MarkdownText.Escape(value)}";
        if (parameter.Attribute("pipelineInput")!.Value is not "False" and var pipeline)
            yield return $"from the pipeline: {pipeline[(pipeline.IndexOf('(') + 1)..].TrimEnd(')')}";
        if ((bool)parameter.Attribute("globbing")!)
            yield return "wildcards";
        if (parameter.Attribute("aliases")!.Value is not "none" and var aliases)
            yield return $"aliases: {aliases}";
    }

    private void Types(string heading, XElement types) => Section(
        heading,
        types.Elements().SelectMany(type => Texts(type.Element(Maml.Text + "description"))
            .Prepend($"`{type.Element(Maml.Dev + "type")!.Element(Maml.Text + "name")!.Value}`")));

    /// <summary>A line of the list of what is related; null for the page itself.</summary>
    private static string? Link(XElement link)
    {
        string words = link.Element(Maml.Text + "linkText")!.Value;
        string address = link.Element(Maml.Text + "uri")!.Value;
        if (words == MamlHelp.OnlineVersion)
            return null;
        return address.Length > 0 ? $"- [{words}]({address})" : $"- [{words}]({words}.md)";
    }

    private void Paragraphs(XElement? element)
    {
        foreach (string text in Texts(element))
            Block(text);
    }

    private static IEnumerable<string> Texts(XElement? element) =>
        from paragraph in element?.Elements(Maml.Text + "para") ?? []
        where paragraph.Value.Length > 0
        select MarkdownText.Escape(paragraph.Value).Replace(":\n- ", ":\n\n- ", StringComparison.Ordinal);

    private static string Fence(string language, string code) => $"```{language}\n{code}\n```";

    private void Block(string text) => page.Append(text).Append("\n\n");
}
