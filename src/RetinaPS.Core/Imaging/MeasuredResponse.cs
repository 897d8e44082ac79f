using System.Runtime.InteropServices;

namespace RetinaPS.Imaging;

/// <summary>A response with its map in host memory, to be measured.</summary>
/// <param name="Name">The photograph's name.</param>
/// <param name="Path">The file that was measured, or the photograph's.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Mask">The eye, where it is known.</param>
/// <param name="Response">The response at each pixel.</param>
/// <param name="Map">Which pixels are taken for vessels.</param>
internal sealed record MeasuredResponse(string Name, string? Path, int Width, int Height, EyeMask? Mask, float[] Response, bool[] Map)
{
    public static MeasuredResponse From(VesselMap map) => new(
        map.Name, map.Path, map.Width, map.Height, map.Mask, ResponsesOf(map.Response), Array.ConvertAll(map.Map.CopyPixels(), level => level != 0));

    /// <summary>An image in 8 bits, of which level / 255 is the response, or in float.</summary>
    public static MeasuredResponse From(RetinaImage image, double threshold)
    {
        using var gray = image.Derive(image.Format == PixelFormat.Gray32Float ? image.Buffer.Share() : image.Device.Engine.ToGray(image.Buffer), null);
        float[] response = ResponsesOf(gray);
        return new MeasuredResponse(
            PhotographOf(image.Name), image.Path, image.Width, image.Height, image.Mask, response, Array.ConvertAll(response, value => value >= threshold));
    }

    /// <summary>The photograph's name, of an image that this module made from it.</summary>
    private static string PhotographOf(string name)
    {
        foreach (string suffix in new[] { VesselMap.MapSuffix, VesselMap.ResponseSuffix })
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return name;
    }

    private static float[] ResponsesOf(RetinaImage image) => image.Format == PixelFormat.Gray32Float
        ? MemoryMarshal.Cast<byte, float>(image.CopyPixels()).ToArray()
        : Array.ConvertAll(image.CopyPixels(), level => level / 255f);
}
