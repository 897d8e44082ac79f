using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>Finds the palette's colour that is nearest to a pixel, to the six upper bits of each channel, and remembers it.</summary>
internal sealed class NearestColor(Vec3b[] palette)
{
    private readonly short[] known = [.. Enumerable.Repeat((short)-1, 1 << 18)];

    public byte Find(int blue, int green, int red)
    {
        int cell = ((blue >> 2) << 12) | ((green >> 2) << 6) | (red >> 2);
        if (known[cell] < 0)
            known[cell] = Search((blue & ~3) + 2, (green & ~3) + 2, (red & ~3) + 2);
        return (byte)known[cell];
    }

    private short Search(int blue, int green, int red)
    {
        int best = 0, least = int.MaxValue;
        for (int i = 0; i < palette.Length; i++)
        {
            int b = palette[i].Item0 - blue, g = palette[i].Item1 - green, r = palette[i].Item2 - red;
            int distance = (b * b) + (g * g) + (r * r);
            if (distance < least)
                (best, least) = (i, distance);
        }

        return (short)best;
    }
}
