using System.Text;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes a topic of the help, given as Markdown, as the plain text of 80 columns that Get-Help shows.</summary>
/// <remarks>
/// The Markdown: the topic's name as the first heading, one line that says what it is about, and sections with paragraphs, lists and
/// indented code. Get-Help takes the fifth line of the text for the synopsis.
/// </remarks>
internal static class AboutTopic
{
    private const int Columns = 80;
    private const string Margin = "    ";

    /// <summary>Renders a topic.</summary>
    /// <param name="name">Its name, which is also its file's.</param>
    /// <param name="markdown">Its lines.</param>
    /// <exception cref="FormatException">The text is not of the form described, or a line of code is too long.</exception>
    public static string Render(string name, IEnumerable<string> markdown)
    {
        var blocks = MarkdownBlock.Read(markdown).ToList();
        if (blocks is not [{ Kind: MarkdownBlockKind.Title } title, { Kind: MarkdownBlockKind.Paragraph } synopsis, .. var rest] || title.Text != name)
            throw new FormatException($"the topic must start with '# {name}' and one line that says what it is about");
        if (Margin.Length + MarkdownText.Plain(synopsis.Text).Length > Columns)
            throw new FormatException($"the line that says what the topic is about is longer than {Columns - Margin.Length} characters");

        var text = new StringBuilder();
        Section(text, "TOPIC");
        Line(text, Margin + name);
        text.Append('\n');
        Section(text, "SHORT DESCRIPTION");
        Line(text, Margin + MarkdownText.Plain(synopsis.Text));
        text.Append('\n');
        if (rest is [not { Kind: MarkdownBlockKind.Heading }, ..])
            Section(text, "LONG DESCRIPTION");
        for (int i = 0; i < rest.Count; i++)
        {
            Append(text, rest[i]);
            bool endsParagraph = rest[i].Kind != MarkdownBlockKind.Heading
                && !(rest[i].Kind == MarkdownBlockKind.Item && i + 1 < rest.Count && rest[i + 1].Kind == MarkdownBlockKind.Item);
            if (endsParagraph)
                text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, MarkdownBlock block)
    {
        switch (block.Kind)
        {
            case MarkdownBlockKind.Heading:
                Section(text, MarkdownText.Plain(block.Text).ToUpperInvariant());
                break;
            case MarkdownBlockKind.Paragraph:
                Wrapped(text, block.Text, Margin, Margin);
                break;
            case MarkdownBlockKind.Item:
                Wrapped(text, block.Text, Margin + "- ", Margin + "  ");
                break;
            case MarkdownBlockKind.Code:
                foreach (string line in block.Text.Split('\n'))
                    Line(text, line.Length == 0 ? line : Margin + Margin + line);
                break;
            default:
                throw new FormatException($"a second title, '{block.Text}'");
        }
    }

    private static void Section(StringBuilder text, string heading) => Line(text, heading);

    private static void Wrapped(StringBuilder text, string paragraph, string first, string next)
    {
        string[] words = MarkdownText.Plain(paragraph).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in WrappedText.Of(words, Columns, first, next).Split('\n'))
            Line(text, line);
    }

    private static void Line(StringBuilder text, string line)
    {
        if (line.Length > Columns)
            throw new FormatException($"wider than {Columns} columns: {line.Trim()}");
        text.Append(line).Append('\n');
    }
}
