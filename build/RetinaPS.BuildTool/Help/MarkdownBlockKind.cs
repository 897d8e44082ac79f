namespace RetinaPS.BuildTool.Help;

/// <summary>What a block of a Markdown text is.</summary>
internal enum MarkdownBlockKind
{
    /// <summary>The heading of the first order.</summary>
    Title,

    /// <summary>A section's heading.</summary>
    Heading,

    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>One item of a list.</summary>
    Item,

    /// <summary>Indented lines that stand as they are.</summary>
    Code,
}
