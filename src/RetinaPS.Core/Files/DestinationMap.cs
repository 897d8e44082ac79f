namespace RetinaPS.Files;

/// <summary>Says where each result goes.</summary>
internal sealed class DestinationMap(string folder, string? basePath, ImageFileFormat? format, string suffix = "")
{
    /// <summary>The format that a source's result is written in: the one asked for, else the source's own, else JPEG.</summary>
    public ImageFileFormat FormatFor(string? source) => format ?? ImageFileFormats.FromExtension(source) ?? ImageFileFormat.Jpeg;

    /// <summary>The full path of a result.</summary>
    /// <param name="source">The photograph's file, or null.</param>
    /// <param name="name">The image's name.</param>
    /// <exception cref="RetinaException">InvalidArgument for a source that is not under the base path.</exception>
    public string PathFor(string? source, string name)
    {
        string extension = ImageFileFormats.ExtensionFor(FormatFor(source), source);
        return Path.GetFullPath(Path.Combine(FolderFor(source), name + suffix + extension));
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
