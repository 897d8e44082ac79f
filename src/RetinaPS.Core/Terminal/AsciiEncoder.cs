using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>A character a pixel, the lighter the more ink, as on a dark screen. No control sequences.</summary>
internal static class AsciiEncoder
{
    public const string Ramp = " .:-=+*#%@";

    public static IEnumerable<string> Encode(Mat picture)
    {
        using var gray = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        gray.GetArray(out byte[] levels);
        return levels.Chunk(picture.Width).Select(row => new string(Array.ConvertAll(row, level => Ramp[level * Ramp.Length / 256])).TrimEnd()).ToArray();
    }
}
