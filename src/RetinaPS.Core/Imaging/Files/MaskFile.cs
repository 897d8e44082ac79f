using RetinaPS.Devices;
using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>An eye mask as a picture: 255 inside, 0 outside.</summary>
internal static class MaskFile
{
    public static PooledFile Encode(EyeMask mask, ImageFileFormat format = ImageFileFormat.Png)
    {
        using var image = ToImage(mask);
        return image.Device.Engine.Encode(image.Buffer, format, quality: 100);
    }

    /// <summary>Made in host memory, whatever device the photograph is on: a mask holds no pixels until it is drawn.</summary>
    public static RetinaImage ToImage(EyeMask mask) => new(
        RetinaDevices.Cpu.Engine.Upload(mask.ToPixels(), mask.Width, mask.Height, PixelFormat.Gray8), mask.Path, mask.Name, mask);
}
