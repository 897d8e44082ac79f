using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Turns documentation markup into paragraphs of plain text.</summary>
/// <param name="references">The words for what the markup refers to.</param>
internal sealed partial class Prose(ReferenceNames references)
{
    /// <summary>The paragraphs of an element, a list or a piece of code being one; none where the element is absent or empty.</summary>
    public IReadOnlyList<string> Paragraphs(XElement? element)
    {
        var paragraphs = new List<string>();
        if (element is not null)
            Append(element, paragraphs);
        return paragraphs;
    }

    /// <summary>The text of an element in one line.</summary>
    public string Line(XElement? element) => string.Join(' ', Paragraphs(element));

    /// <summary>The lines of a <c>code</c> element without the indentation of the comment they stand in.</summary>
    public static string Code(XElement code)
    {
        // The compiler indents every line of a comment, but not what follows a tag in its line.
        int comment = CommentIndentation(code);
        string[] lines =
        [
            .. code.Value.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Select(line => line[Math.Min(comment, Indentation(line))..]),
        ];
        int common = lines.Where(line => line.Length > 0).Select(Indentation).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[common..] : line)).Trim('\n');
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    /// <summary>How far the closing tag of the outermost element around the code is indented; 0 where it stands in its opening tag's line.</summary>
    private static int CommentIndentation(XElement code)
    {
        var outermost = code.AncestorsAndSelf().TakeWhile(element => element.Name.LocalName != "member").Last();
        return outermost.LastNode is XText closing && closing.Value.Contains('\n', StringComparison.Ordinal) ? Indentation(closing.Value.Split('\n')[^1]) : 0;
    }

    private void Append(XElement element, List<string> paragraphs)
    {
        var line = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XElement { Name.LocalName: "note" }:
                    break;
                case XElement { Name.LocalName: "para" } block:
                    EndLine(line, paragraphs);
                    Append(block, paragraphs);
                    break;
                case XElement { Name.LocalName: "list" } list:
                    EndLine(line, paragraphs);
                    paragraphs.Add(string.Join('\n', Items(list)));
                    break;
                case XElement { Name.LocalName: "code" } code:
                    EndLine(line, paragraphs);
                    paragraphs.Add(Code(code));
                    break;
                case XElement { Name.LocalName: "br" }:
                    EndLine(line, paragraphs);
                    break;
                default:
                    line.Append(Inline(node));
                    break;
            }
        }

        EndLine(line, paragraphs);
    }

    private string Inline(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see", IsEmpty: false } link when link.Attribute("href") is { } address =>
            $"{Line(link)} ({address.Value})",
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref", IsEmpty: true } reference =>
            references.Of(reference),
        XElement element => string.Concat(element.Nodes().Select(Inline)),
        _ => "",
    };

    private IEnumerable<string> Items(XElement list)
    {
        bool isNumbered = list.Attribute("type")?.Value == "number";
        return list.Elements("item").Select((item, index) => (isNumbered ? $"{index + 1}. " : "- ") + ItemText(item));
    }

    private string ItemText(XElement item)
    {
        if (item.Element("term") is not { } term)
            return Line(item.Element("description") ?? item);
        return item.Element("description") is { } description ? $"{Line(term)}: {Line(description)}" : Line(term);
    }

    private static void EndLine(StringBuilder line, List<string> paragraphs)
    {
        string text = Whitespace().Replace(line.ToString(), " ").Trim();
        if (text.Length > 0)
            paragraphs.Add(text);
        line.Clear();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
