using System.Management.Automation;
using System.Text;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Where text is written: a path that may not exist yet, or a wildcard that names files that do.</summary>
internal static class OutputPath
{
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths, bool isLiteral) =>
        paths.SelectMany(path => isLiteral ? [cmdlet.GetUnresolvedProviderPathFromPSPath(path)] : Resolve(cmdlet, path));

    public static string Resolve(PSCmdlet cmdlet, string? path, string? literalPath) =>
        literalPath is not null ? cmdlet.GetUnresolvedProviderPathFromPSPath(literalPath) : Resolve(cmdlet, path ?? "")[0];

    /// <summary>Opens a file for writing; with <paramref name="force"/> even one marked read-only.</summary>
    public static StreamWriter OpenWriter(string path, bool append, bool force, Encoding encoding)
    {
        if (force && File.Exists(path))
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        return new StreamWriter(path, append, encoding);
    }

    // A pattern that matches nothing is taken by its letters: writing "a[1].txt" makes that file.
    private static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return [cmdlet.GetUnresolvedProviderPathFromPSPath(path)];

        var matches = cmdlet.InvokeProvider.Item.Exists(path) ? cmdlet.GetResolvedProviderPathFromPSPath(path, out _) : [];
        return matches.Count > 0 ? matches : [cmdlet.GetUnresolvedProviderPathFromPSPath(path)];
    }
}
