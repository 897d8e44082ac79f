using System.Text.RegularExpressions;

namespace RetinaPS.BuildTool.Help;

/// <summary>Running Markdown text without its marks.</summary>
internal static partial class MarkdownText
{
    /// <summary>The text as it reads: code and emphasis without their marks, links as their words and, on the web, their address.</summary>
    public static string Plain(string text)
    {
        string linked = Link().Replace(text, link => link.Groups["address"].Value is var address && address.StartsWith("http", StringComparison.Ordinal)
            ? $"{link.Groups["words"].Value} ({address})"
            : link.Groups["words"].Value);
        return Mark().Replace(linked, "");
    }

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`|\*\*")]
    private static partial Regex Mark();
}
