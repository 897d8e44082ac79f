using System.Runtime.InteropServices;

namespace RetinaPS.Imaging.Files;

/// <summary>
/// Says where each result goes, and sees to it that no two results of one run share a file and that no result replaces its source.
/// </summary>
internal sealed class DestinationMap(string folder, string? basePath, ImageFileFormat? format, string suffix = "")
{
    private static readonly StringComparer PathComparer =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly Dictionary<string, string> taken = new(PathComparer);

    /// <summary>The format that a source's result is written in: the one asked for, else the source's own, else JPEG.</summary>
    public ImageFileFormat FormatFor(string? source) => format ?? ImageFileFormats.FromExtension(source) ?? ImageFileFormat.Jpeg;

    /// <summary>The file for a result; it is then taken.</summary>
    /// <param name="source">The photograph's file, or null.</param>
    /// <param name="name">The image's name.</param>
    /// <exception cref="RetinaException">DestinationCollision, or InvalidArgument for a source that is not under the base path.</exception>
    public string Claim(string? source, string name)
    {
        string extension = ImageFileFormats.ExtensionFor(FormatFor(source), source);
        string destination = Path.GetFullPath(Path.Combine(FolderFor(source), name + suffix + extension));
        if (source is not null && PathComparer.Equals(destination, Path.GetFullPath(source)))
            throw RetinaErrors.DestinationIsSource(source);
        string claimant = source ?? name;
        if (!taken.TryAdd(destination, claimant))
            throw RetinaErrors.DestinationCollision(destination, taken[destination], claimant);
        return destination;
    }

    private string FolderFor(string? source)
    {
        if (basePath is null || source is null)
            return folder;
        string relative = Path.GetRelativePath(basePath, Path.GetDirectoryName(Path.GetFullPath(source))!);
        if (relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative))
            throw RetinaErrors.OutsideBasePath(source, basePath);
        return Path.Combine(folder, relative);
    }
}
