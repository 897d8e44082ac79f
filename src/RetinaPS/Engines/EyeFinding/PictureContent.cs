namespace RetinaPS.Engines.EyeFinding;

/// <summary>What a picture holds before any disc is looked for.</summary>
internal static class PictureContent
{
    private const int BlockSize = 8;

    /// <summary>
    /// A picture is blank when nothing in it varies but noise. Averaging n pixels divides the variance of independent noise by n, but that of a picture
    /// hardly at all.
    /// </summary>
    public static bool IsBlank(ReadOnlySpan<byte> bgr, int width, int height)
    {
        int block = Math.Min(BlockSize, Math.Max(1, Math.Min(width, height) / 4));
        var pixel = new Variance();
        var blocks = new Variance();
        for (int top = 0; top + block <= height; top += block)
        {
            for (int left = 0; left + block <= width; left += block)
            {
                long sum = 0;
                for (int y = top; y < top + block; y++)
                {
                    var run = bgr.Slice(((y * width) + left) * 3, block * 3);
                    for (int i = 0; i < run.Length; i += 3)
                    {
                        int level = run[i] + run[i + 1] + run[i + 2];
                        sum += level;
                        pixel.Add(level / 3.0);
                    }
                }

                blocks.Add(sum / (3.0 * block * block));
            }
        }

        // An eye one level brighter than its background still counts; three times the variance that noise would leave is clearly more than noise.
        return blocks.Value < 0.1 || blocks.Value < 3 * pixel.Value / (block * block);
    }

    private struct Variance
    {
        private double _sum;
        private double _squares;
        private long _count;

        public readonly double Value => _count == 0 ? 0 : Math.Max((_squares / _count) - (_sum / _count * (_sum / _count)), 0);

        public void Add(double value)
        {
            _sum += value;
            _squares += value * value;
            _count++;
        }
    }

    /// <summary>
    /// How much a picture without a rim looks like retina throughout, 0 to 1: coloured like retina lit by white light (red over green over blue), or, at
    /// half the score, without colour as in red-free photographs.
    /// </summary>
    public static double RetinaLikeness(CellImage cells)
    {
        int colored = 0, colorless = 0;
        for (int i = 0; i < cells.Red.Length; i++)
        {
            float blue = cells.Blue[i], green = cells.Green[i], red = cells.Red[i];
            if (red > 24 && red > green * 1.15f && green > blue * 0.85f)
                colored++;
            else if (Math.Max(Math.Max(red, green), blue) - Math.Min(Math.Min(red, green), blue) <= 4)
                colorless++;
        }

        return Math.Max(colored, 0.5 * colorless) / cells.Red.Length;
    }
}
