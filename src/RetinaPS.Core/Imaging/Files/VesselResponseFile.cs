using System.Runtime.InteropServices;
using RetinaPS.Devices;

namespace RetinaPS.Imaging.Files;

/// <summary>A vessel response as a picture of 8 bits: 0 to 1 becomes 0 to 255, whatever the photograph's largest response.</summary>
internal static class VesselResponseFile
{
    /// <summary>Made in host memory: a file is where it goes.</summary>
    public static RetinaImage ToLevels(RetinaImage response)
    {
        byte[] pixels = response.CopyPixels();
        byte[] levels = Array.ConvertAll(
            MemoryMarshal.Cast<byte, float>(pixels).ToArray(), value => (byte)MathF.Round(Math.Clamp(value, 0, 1) * 255));
        return new RetinaImage(RetinaDevices.Cpu.Engine.Upload(levels, response.Width, response.Height, PixelFormat.Gray8), response.Path, response.Name, response.Mask);
    }
}
