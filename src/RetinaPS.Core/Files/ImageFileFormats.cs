namespace RetinaPS.Files;

/// <summary>File formats and the extensions that name them.</summary>
internal static class ImageFileFormats
{
    public static ImageFileFormat? FromExtension(string? path) => Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".jpe" or ".jfif" => ImageFileFormat.Jpeg,
        ".png" => ImageFileFormat.Png,
        ".tif" or ".tiff" => ImageFileFormat.Tiff,
        ".bmp" or ".dib" => ImageFileFormat.Bmp,
        _ => null,
    };

    /// <exception cref="RetinaException">InvalidArgument: the extension is not an image file's.</exception>
    public static ImageFileFormat RequireFromExtension(string path) => FromExtension(path) ?? throw RetinaErrors.InvalidArgument(
        $"'{path}' has no extension of an image file. Use .png, .jpg, .tif or .bmp.", path);

    /// <summary>The source's own extension where it already names the format, else the format's usual one.</summary>
    public static string ExtensionFor(ImageFileFormat format, string? source)
    {
        if (FromExtension(source) == format)
            return Path.GetExtension(source)!;
        return format switch
        {
            ImageFileFormat.Jpeg => ".jpg",
            ImageFileFormat.Png => ".png",
            ImageFileFormat.Tiff => ".tif",
            _ => ".bmp",
        };
    }
}
