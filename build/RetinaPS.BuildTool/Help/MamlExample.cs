using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes an example: its title, what is typed, and what that does.</summary>
internal static class MamlExample
{
    /// <summary>The columns of a console of 80 less Get-Help's margin and the last column, which some consoles leave empty.</summary>
    public const int Width = 75;

    private const string BlankLine = "";

    /// <summary>Turns an <c>example</c> element of the documentation into one of the help.</summary>
    /// <param name="example">The element: <c>summary</c> (title), <c>code</c>, and paragraphs that explain it.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="prose">Turns its text into paragraphs.</param>
    public static XElement Create(XElement example, int number, Prose prose)
    {
        var code = example.Element("code");
        var title = example.Element("summary");
        var explanation = new XElement("remarks", example.Nodes().Where(node => node != code && node != title));
        string name = prose.Line(title);
        return new XElement(
            Maml.Command + "example",
            new XElement(Maml.Text + "title", Centre(name.Length > 0 ? $"Example {number}: {name.TrimEnd('.')}" : $"Example {number}")),
            new XElement(Maml.Dev + "code", code is null ? "" : Prose.Code(code)),
            new XElement(Maml.Dev + "remarks", Maml.Paragraphs([.. prose.Paragraphs(explanation).Select(Wrap), BlankLine])));
    }

    // Get-Help breaks long lines of examples anywhere, unlike those of descriptions.
    private static string Wrap(string paragraph) => paragraph.Contains('\n', StringComparison.Ordinal) ? paragraph : WrappedText.Of(paragraph.Split(' '), Width);

    private static string Centre(string title)
    {
        string rule = new('-', Math.Max((Width - title.Length - 2) / 2, 3));
        return $"{rule} {title} {rule}";
    }
}
