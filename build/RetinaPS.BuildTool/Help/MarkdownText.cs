using System.Text.RegularExpressions;

namespace RetinaPS.BuildTool.Help;

/// <summary>Running Markdown text without its marks, and running text as Markdown.</summary>
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

    /// <summary>Plain text as Markdown that reads the same: what would be a mark gets a backslash.</summary>
    public static string Escape(string text) => Special().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*\[\]<>|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")]
    private static partial Regex Special();

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`|\*\*")]
    private static partial Regex Mark();
}
