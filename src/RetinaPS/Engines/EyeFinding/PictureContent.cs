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

    /// <summary>The part of the picture that has the colour of retina lit by white light: red over green over blue.</summary>
    public static double RetinaColored(CellImage cells)
    {
        int count = 0;
        for (int i = 0; i < cells.Red.Length; i++)
        {
            if (cells.Red[i] > 24 && cells.Red[i] > cells.Green[i] * 1.15f && cells.Green[i] > cells.Blue[i] * 0.85f)
                count++;
        }

        return (double)count / cells.Red.Length;
    }

    /// <summary>The part of the picture without colour, as in red-free photographs.</summary>
    public static double Colorless(CellImage cells)
    {
        int count = 0;
        for (int i = 0; i < cells.Red.Length; i++)
        {
            float low = Math.Min(Math.Min(cells.Red[i], cells.Green[i]), cells.Blue[i]);
            float high = Math.Max(Math.Max(cells.Red[i], cells.Green[i]), cells.Blue[i]);
            if (high - low <= 4)
                count++;
        }

        return (double)count / cells.Red.Length;
    }
}
