namespace RetinaPS.BuildTool.Help;

/// <summary>A block of a Markdown text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text without marks, of running text in one line.</param>
internal sealed record MarkdownBlock(MarkdownBlockKind Kind, string Text)
{
    private const string CodeIndentation = "    ";

    /// <summary>The blocks of a text, in order.</summary>
    /// <exception cref="FormatException">A table, a fence, a quotation or a deeper heading, which help topics do without.</exception>
    public static IEnumerable<MarkdownBlock> Read(IEnumerable<string> lines)
    {
        MarkdownBlock? open = null;
        int blank = 0;
        foreach (string line in lines.Select(line => line.TrimEnd()))
        {
            if (line.Length == 0)
            {
                blank++;
                continue;
            }

            var next = Parse(line, isText: open is { Kind: MarkdownBlockKind.Paragraph or MarkdownBlockKind.Item } && blank == 0);
            if (open is not null && Continues(open, next, blank) is { } longer)
            {
                open = longer;
            }
            else
            {
                if (open is not null)
                    yield return open;
                open = next;
            }

            blank = 0;
        }

        if (open is not null)
            yield return open;
    }

    private static MarkdownBlock Parse(string line, bool isText) => line switch
    {
        ['#', ' ', .. var title] => new(MarkdownBlockKind.Title, title),
        ['#', '#', ' ', .. var heading] => new(MarkdownBlockKind.Heading, heading),
        ['-', ' ', .. var item] => new(MarkdownBlockKind.Item, item),
        ['#' or '|' or '>' or '`', ..] when line[0] is not '`' || line.StartsWith("```", StringComparison.Ordinal) =>
            throw new FormatException($"help topics have no '{line.Split(' ')[0]}': {line}"),
        _ when !isText && line.StartsWith(CodeIndentation, StringComparison.Ordinal) => new(MarkdownBlockKind.Code, line[CodeIndentation.Length..]),
        _ => new(MarkdownBlockKind.Paragraph, line.Trim()),
    };

    private static MarkdownBlock? Continues(MarkdownBlock open, MarkdownBlock next, int blank) => (open.Kind, next.Kind) switch
    {
        (MarkdownBlockKind.Code, MarkdownBlockKind.Code) => open with { Text = open.Text + new string('\n', blank + 1) + next.Text },
        (MarkdownBlockKind.Paragraph or MarkdownBlockKind.Item, MarkdownBlockKind.Paragraph) when blank == 0 =>
            open with { Text = open.Text + " " + next.Text },
        _ => null,
    };
}
