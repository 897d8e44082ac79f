using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Noise of unit standard deviation in each channel: most of it fine but not white (a sensor's demosaiced grains are about two pixels
/// wide), some of it blotches of colour and offsets of 8 x 8 blocks, as JPEG leaves them. A pure function of the seed and the position.
/// </summary>
internal sealed class SensorNoise
{
    private const int Stream = 8;

    private readonly ulong luma, chroma, blotch, block;
    private readonly float white, soft, coarse, blocky;

    public SensorNoise(SyntheticFundusOptions options)
    {
        var random = new Prng(options.Seed, Stream);
        (luma, chroma, blotch, block) = (random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64());
        double w = random.Between(0.4, 1), s = random.Between(0.2, 1), c = random.Between(0, 0.6);
        double b = random.Chance(0.5) ? random.Between(0.1, 0.5) : 0;
        double all = Math.Sqrt((w * w) + (s * s) + (c * c) + (b * b));
        (white, soft, coarse, blocky) = ((float)(w / all), (float)(s / all), (float)(c / all), (float)(b / all));
    }

    /// <summary>Fills one row of noise for each channel.</summary>
    /// <param name="y">The row.</param>
    /// <param name="r">Noise for red.</param>
    /// <param name="g">Noise for green.</param>
    /// <param name="b">Noise for blue.</param>
    /// <param name="scratch">Working space for one more sample than the row has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillRow(int y, Span<float> r, Span<float> g, Span<float> b, Span<float> scratch)
    {
        for (int x = 0; x <= r.Length; x++)
            scratch[x] = Sample(luma, x, y) + Sample(luma, x, y + 1);
        float previousBlock = 0;
        float redBlotch = 0, blueBlotch = 0, nextRed = 0, nextBlue = 0;
        int lower = y >> 2;
        float down = (y & 3) * 0.25f;
        for (int x = 0; x < r.Length; x++)
        {
            if ((x & 7) == 0)
                previousBlock = blocky * Sample(block, x >> 3, y >> 3);
            int phase = x & 3;
            if (phase == 0)
            {
                (redBlotch, blueBlotch) = Blotch(x >> 2, lower, down);
                (nextRed, nextBlue) = Blotch((x >> 2) + 1, lower, down);
            }

            float grain = (soft * 0.5f * (scratch[x] + scratch[x + 1])) + previousBlock;
            ulong bits = Prng.Mix(chroma + ((uint)x | ((ulong)(uint)y << 32)));
            float t = phase * 0.25f;
            float red = redBlotch + (t * (nextRed - redBlotch)), blue = blueBlotch + (t * (nextBlue - blueBlotch));
            r[x] = grain + (white * Prng.Normal(bits)) + (coarse * red);
            bits = Prng.Mix(bits);
            g[x] = grain + (white * Prng.Normal(bits)) - (coarse * 0.25f * (red + blue));
            bits = Prng.Mix(bits);
            b[x] = grain + (white * Prng.Normal(bits)) + (coarse * blue);
        }
    }

    private (float Red, float Blue) Blotch(int column, int row, float down)
    {
        float red = Sample(blotch, column, row), blue = Sample(blotch + 1, column, row);
        float redBelow = Sample(blotch, column, row + 1), blueBelow = Sample(blotch + 1, column, row + 1);
        return (1.3f * (red + (down * (redBelow - red))), 1.3f * (blue + (down * (blueBelow - blue))));
    }

    private static float Sample(ulong seed, int x, int y) => Prng.Normal(Prng.Mix(seed + ((uint)x | ((ulong)(uint)y << 32))));
}
