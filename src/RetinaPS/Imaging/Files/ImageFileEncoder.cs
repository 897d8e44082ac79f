namespace RetinaPS.Imaging.Files;

/// <summary>Encodes images, with errors that name the file.</summary>
internal static class ImageFileEncoder
{
    /// <exception cref="RetinaException">WriteFailed, such as for an image that is too wide for the format.</exception>
    public static byte[] Encode(RetinaImage image, ImageFileFormat format, int quality, string file)
    {
        try
        {
            return image.Device.Engine.Encode(image.Buffer, format, quality);
        }
        catch (RetinaException e) when (e.ErrorId == RetinaErrorId.WriteFailed)
        {
            throw RetinaErrors.WriteFailed(file, image.Path ?? image.Name, e);
        }
    }
}
