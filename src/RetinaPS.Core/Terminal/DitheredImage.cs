using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>A picture in the colours of a palette, the error of each pixel handed on to its neighbours (Floyd and Steinberg, 1976).</summary>
internal static class DitheredImage
{
    /// <param name="pixels">The picture, row after row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="palette">At most 256 colours.</param>
    /// <returns>A palette index a pixel.</returns>
    public static byte[] From(Vec3b[] pixels, int width, Vec3b[] palette)
    {
        int height = pixels.Length / width;
        var nearest = new NearestColor(palette);
        var indices = new byte[pixels.Length];

        // One row's errors and the next one's, each with a pixel to spare on both sides.
        var here = new float[(width + 2) * 3];
        var below = new float[(width + 2) * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var pixel = pixels[(y * width) + x];
                int at = (x + 1) * 3;
                float blue = Math.Clamp(pixel.Item0 + here[at], 0, 255);
                float green = Math.Clamp(pixel.Item1 + here[at + 1], 0, 255);
                float red = Math.Clamp(pixel.Item2 + here[at + 2], 0, 255);
                byte index = nearest.Find((int)(blue + 0.5f), (int)(green + 0.5f), (int)(red + 0.5f));
                indices[(y * width) + x] = index;
                Spread(here, below, at, blue - palette[index].Item0);
                Spread(here, below, at + 1, green - palette[index].Item1);
                Spread(here, below, at + 2, red - palette[index].Item2);
            }

            (here, below) = (below, here);
            Array.Clear(below);
        }

        return indices;
    }

    private static void Spread(float[] here, float[] below, int at, float error)
    {
        here[at + 3] += error * (7 / 16f);
        below[at - 3] += error * (3 / 16f);
        below[at] += error * (5 / 16f);
        below[at + 3] += error * (1 / 16f);
    }
}
