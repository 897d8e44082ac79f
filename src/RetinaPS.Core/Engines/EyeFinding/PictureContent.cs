using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
                (int sum, int squares) = Sums(bgr[(((top * width) + left) * 3)..], width * 3, block);
                pixel.Add(sum / 3.0, squares / 9.0, block * block);

                double mean = sum / (3.0 * block * block);
                blocks.Add(mean, mean * mean, 1);
            }
        }

        // JPEG compression keeps of noise what is coarse, so that blocks vary more than independent noise would let them.
        const double compression = 6;
        return blocks.Value < FaintestVariance || blocks.Value < compression * pixel.Value / (block * block);
    }

    /// <summary>The sum of a block's levels, each of three channels together, and that of their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Sum, int Squares) Sums(ReadOnlySpan<byte> bgr, int stride, int block)
    {
        int sum = 0, squares = 0;
        if (block == Vector128<ushort>.Count)
        {
            var sums = Vector128<ushort>.Zero;
            var squared = Vector128<int>.Zero;
            for (int y = 0; y < block; y++)
            {
                var levels = Levels(bgr.Slice(y * stride, 3 * block));
                sums += levels;
                (var low, var high) = Vector128.Widen(levels.AsInt16());
                squared += (low * low) + (high * high);
            }

            return (Vector128.Sum(sums), Vector128.Sum(squared));
        }

        for (int y = 0; y < block; y++)
        {
            var run = bgr.Slice(y * stride, 3 * block);
            for (int i = 0; i < run.Length; i += 3)
            {
                int level = run[i] + run[i + 1] + run[i + 2];
                sum += level;
                squares += level * level;
            }
        }

        return (sum, squares);
    }

    /// <summary>The sums of the channels of eight pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Levels(ReadOnlySpan<byte> bgr)
    {
        var head = Vector128.Create(bgr);
        var tail = Vector128.Create(bgr[8..]);
        var blue = Vector128.Shuffle(head, Vector128.Create(0xFF03FF00, 0xFF09FF06, 0xFF0FFF0C, 0xFFFFFFFF).AsByte())
            | Vector128.Shuffle(tail, Vector128.Create(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFF0DFF0A).AsByte());
        var green = Vector128.Shuffle(head, Vector128.Create(0xFF04FF01, 0xFF0AFF07, 0xFFFFFF0D, 0xFFFFFFFF).AsByte())
            | Vector128.Shuffle(tail, Vector128.Create(0xFFFFFFFF, 0xFFFFFFFF, 0xFF08FFFF, 0xFF0EFF0B).AsByte());
        var red = Vector128.Shuffle(head, Vector128.Create(0xFF05FF02, 0xFF0BFF08, 0xFFFFFF0E, 0xFFFFFFFF).AsByte())
            | Vector128.Shuffle(tail, Vector128.Create(0xFFFFFFFF, 0xFFFFFFFF, 0xFF09FFFF, 0xFF0FFF0C).AsByte());
        return blue.AsUInt16() + green.AsUInt16() + red.AsUInt16();
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
        ReadOnlySpan<float> blue = cells.Blue, green = cells.Green, red = cells.Red;
        for (int y = top; y < top + height; y++)
        {
            for (int at = (y * cells.Width) + left; at < (y * cells.Width) + left + width; at++)
                sum += blue[at] + green[at] + red[at];
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
        ReadOnlySpan<float> blues = cells.Blue, greens = cells.Green, reds = cells.Red;
        for (int i = 0; i < reds.Length; i++)
        {
            float blue = blues[i], green = greens[i], red = reds[i];
            float low = Math.Min(Math.Min(red, green), blue), high = Math.Max(Math.Max(red, green), blue);
            if (HasRetinaColor(blue, green, red))
                colored++;
            else if (high - low <= 4 && low > 24 && high < 240)
                colorless++;
        }

        return Math.Max(colored, 0.5 * colorless) / cells.Count;
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
