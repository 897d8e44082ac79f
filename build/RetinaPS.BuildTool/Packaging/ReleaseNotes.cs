using System.Text.RegularExpressions;

namespace RetinaPS.BuildTool.Packaging;

/// <summary>A version's section of a changelog, and the place that a module manifest has for it.</summary>
internal static partial class ReleaseNotes
{
    /// <summary>The text under the heading <c>## VERSION</c>, up to the next heading of that level.</summary>
    /// <exception cref="FormatException">There is no such heading, or nothing under it.</exception>
    public static string Read(string changelog, string version)
    {
        string[] lines = [.. changelog.Split('\n').Select(line => line.TrimEnd())];
        int heading = Array.FindIndex(lines, line => line == "## " + version || line.StartsWith($"## {version} ", StringComparison.Ordinal));
        if (heading < 0)
            throw new FormatException($"there is no heading '## {version}'");

        string notes = string.Join('\n', lines.Skip(heading + 1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))).Trim();
        return notes.Length > 0 ? notes : throw new FormatException($"nothing stands under the heading '## {version}'");
    }

    /// <summary>Puts notes into a manifest, in place of those that it has.</summary>
    /// <exception cref="FormatException">The manifest does not have exactly one quoted ReleaseNotes.</exception>
    public static string Write(string manifest, string notes) => Entry().Count(manifest) == 1
        ? Entry().Replace(manifest, match => $"{match.Groups["name"].Value}'{notes.Replace("'", "''", StringComparison.Ordinal)}'")
        : throw new FormatException("expected one line ReleaseNotes = '...'");

    /// <summary>The version that a manifest states.</summary>
    /// <exception cref="FormatException">It states none.</exception>
    public static string Version(string manifest) =>
        ModuleVersion().Match(manifest) is { Success: true } match ? match.Groups[1].Value : throw new FormatException("there is no ModuleVersion");

    [GeneratedRegex(@"(?<name>^\s*ReleaseNotes\s*=\s*)'(?:[^']|'')*'", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\s*ModuleVersion\s*=\s*'([^']+)'", RegexOptions.Multiline)]
    private static partial Regex ModuleVersion();
}
