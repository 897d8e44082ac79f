using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>Encodes images, with errors that name the file.</summary>
internal static class ImageFileEncoder
{
    /// <exception cref="RetinaException">WriteFailed, such as for an image that is too wide for the format.</exception>
    public static PooledFile Encode(RetinaImage image, ImageFileFormat format, int quality, string file) =>
        Encode(image.Buffer, image.Path ?? image.Name, format, quality, file);

    /// <inheritdoc cref="Encode(RetinaImage, ImageFileFormat, int, string)"/>
    public static PooledFile Encode(ImageBuffer pixels, string source, ImageFileFormat format, int quality, string file)
    {
        try
        {
            return pixels.Device.Engine.Encode(pixels, format, quality);
        }
        catch (RetinaException e) when (e.ErrorId == RetinaErrorId.WriteFailed)
        {
            throw RetinaErrors.WriteFailed(file, source, e);
        }
    }
}
