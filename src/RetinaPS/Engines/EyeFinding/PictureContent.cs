namespace RetinaPS.Engines.EyeFinding;

/// <summary>What a picture holds before any disc is looked for.</summary>
internal static class PictureContent
{
    private const int BlockSize = 8;

    /// <summary>An eye one grey level above its background, filling a tenth of the picture, still varies by this much.</summary>
    private const double FaintestVariance = 0.1;

    /// <summary>
    /// A picture is blank when nothing in it varies but noise. Averaging n pixels divides the variance of independent noise by n, but
    /// that of a picture hardly at all.
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
                int sum = 0, squares = 0;
                for (int y = top; y < top + block; y++)
                {
                    var run = bgr.Slice(((y * width) + left) * 3, block * 3);
                    for (int i = 0; i < run.Length; i += 3)
                    {
                        int level = run[i] + run[i + 1] + run[i + 2];
                        sum += level;
                        squares += level * level;
                    }
                }

                pixel.Add(sum / 3.0, squares / 9.0, block * block);

                double mean = sum / (3.0 * block * block);
                blocks.Add(mean, mean * mean, 1);
            }
        }

        // JPEG compression keeps of noise what is coarse, so that blocks vary more than independent noise would let them.
        const double compression = 6;
        return blocks.Value < FaintestVariance || blocks.Value < compression * pixel.Value / (block * block);
    }

    /// <summary>Red over green over blue, and not dark.</summary>
    public static bool HasRetinaColor(float blue, float green, float red) => red > 24 && red > green * 1.15f && green > blue * 0.85f;

    /// <summary>The brightness of the darkest corner over that of the whole picture.</summary>
    public static double CornerBrightness(CellImage cells)
    {
        int size = Math.Max(1, Math.Min(cells.Width, cells.Height) / 16);
        int right = cells.Width - size, bottom = cells.Height - size;
        double darkest = Math.Min(
            Math.Min(Brightness(cells, 0, 0, size, size), Brightness(cells, right, 0, size, size)),
            Math.Min(Brightness(cells, 0, bottom, size, size), Brightness(cells, right, bottom, size, size)));
        return darkest / Math.Max(Brightness(cells, 0, 0, cells.Width, cells.Height), 1);
    }

    private static double Brightness(CellImage cells, int left, int top, int width, int height)
    {
        double sum = 0;
        for (int y = top; y < top + height; y++)
        {
            for (int at = (y * cells.Width) + left; at < (y * cells.Width) + left + width; at++)
                sum += cells.Blue[at] + cells.Green[at] + cells.Red[at];
        }

        return sum / (3.0 * width * height);
    }

    /// <summary>
    /// How much a picture without a rim looks like retina throughout, 0 to 1: coloured like retina lit by white light (red over green
    /// over blue), or, at half the score, without colour as in red-free photographs.
    /// </summary>
    public static double RetinaLikeness(CellImage cells)
    {
        int colored = 0, colorless = 0;
        for (int i = 0; i < cells.Red.Length; i++)
        {
            float blue = cells.Blue[i], green = cells.Green[i], red = cells.Red[i];
            float low = Math.Min(Math.Min(red, green), blue), high = Math.Max(Math.Max(red, green), blue);
            if (HasRetinaColor(blue, green, red))
                colored++;
            else if (high - low <= 4 && low > 24 && high < 240)
                colorless++;
        }

        return Math.Max(colored, 0.5 * colorless) / cells.Red.Length;
    }

    private struct Variance
    {
        private double _sum;
        private double _squares;
        private long _count;

        public readonly double Value => _count == 0 ? 0 : Math.Max((_squares / _count) - (_sum / _count * (_sum / _count)), 0);

        public void Add(double sum, double squares, int count)
        {
            _sum += sum;
            _squares += squares;
            _count += count;
        }
    }
}
