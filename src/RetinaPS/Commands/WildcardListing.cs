using System.IO.Enumeration;
using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>
/// The files that a path names whose last part alone has wildcards, as photos/*.jpeg: the same ones in the same order as by PowerShell's
/// own expansion, which asks its provider about one name after another and so takes seconds over a folder of tens of thousands.
/// </summary>
internal static class WildcardListing
{
    /// <summary>Lists the folder once.</summary>
    /// <param name="paths">The session's paths.</param>
    /// <param name="path">A path with wildcards, as typed.</param>
    /// <returns>Full paths of files, and of links, which may lead nowhere; null for a path that PowerShell is to expand.</returns>
    public static IEnumerable<string>? List(PathIntrinsics paths, string path)
    {
        if (!Split(path, out string parent, out string leaf))
            return null;
        string folder = paths.GetUnresolvedProviderPathFromPSPath(parent, out var provider, out _);
        if (provider.Name != "FileSystem")
            return null;
        try
        {
            return Match(Path.TrimEndingDirectorySeparator(folder), leaf);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WildcardPatternException)
        {
            // PowerShell knows what to say of a folder that is missing or closed, and what a lone bracket means.
            return null;
        }
    }

    private static bool Split(string path, out string parent, out string leaf)
    {
        int start = path.LastIndexOfAny(['/', '\\']) + 1;
        (parent, leaf) = (start > 0 ? path[..start] : ".", path[start..]);

        // Escapes have rules of their own in PowerShell's expansion, and a drive without a separator means its current folder.
        return !path.Contains('`', StringComparison.Ordinal)
            && !(start == 0 && path.Contains(':', StringComparison.Ordinal))
            && WildcardPattern.ContainsWildcardCharacters(leaf)
            && !WildcardPattern.ContainsWildcardCharacters(parent);
    }

    private static IEnumerable<string> Match(string folder, string leaf)
    {
        var pattern = WildcardPattern.Get(leaf, WildcardOptions.IgnoreCase);
        var all = new EnumerationOptions { AttributesToSkip = default, IgnoreInaccessible = false };
        var names = new FileSystemEnumerable<string>(folder, static (ref entry) => entry.FileName.ToString(), all)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && !entry.IsHidden,
        };
        string[] found = [.. names.Where(pattern.IsMatch).OrderBy(name => name, StringComparer.CurrentCultureIgnoreCase)];
        return found.Select(name => Path.Join(folder, name));
    }
}
