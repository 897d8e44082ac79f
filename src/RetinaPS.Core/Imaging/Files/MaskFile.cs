using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>An eye mask as a picture: 255 inside, 0 outside.</summary>
internal static class MaskFile
{
    public static PooledFile Encode(EyeMask mask, ImageFileFormat format = ImageFileFormat.Png)
    {
        using var image = mask.ToImage();
        return image.Device.Engine.Encode(image.Buffer, format, quality: 100);
    }
}
