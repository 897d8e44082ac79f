using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>
/// The largest response of a bank at each pixel, in whole numbers (<see cref="FixedPointBank"/>): tiles of pixels as 16-bit numbers, on all
/// cores. OpenCV's filter2D would compute each kernel's response over the whole plane, in float, and from 50 weights on by a transform.
/// </summary>
internal sealed unsafe class FixedPointFilter
{
    /// <summary>Pixels that are summed at a time.</summary>
    public const int Run = 32;

    private const int TileColumns = 256;
    private const int TileRows = 16;

    // 4096 weights of 12 bits times 255 are the most that 32 bits hold.
    private const int MostPairs = 2048;
    private const int MarkBits = 12;
    private const int LargestMark = (1 << MarkBits) - 1;
    private readonly ConditionalWeakTable<FilterBank, FilterPairs> banks = [];

    /// <summary>The bank's largest response at each pixel of a grey image: whole levels of 0 to 255 or float, as the target's format says.</summary>
    public void Maximum(CpuBuffer source, CpuBuffer target, CpuBuffer? index, FilterBank bank)
    {
        var pairs = banks.GetValue(bank, key => new FilterPairs(key, TileColumns));
        int across = (source.Width + TileColumns - 1) / TileColumns;
        int down = (source.Height + TileRows - 1) / TileRows;
        int rows = TileRows + pairs.Canvas.Rows - 1;
        Parallel.For(
            0,
            across * down,
            () => (Pixels: new short[rows * pairs.Pitch], Keys: new long[TileRows * TileColumns]),
            (tile, _, work) =>
            {
                var area = new PixelRectangle(tile % across * TileColumns, tile / across * TileRows, 0, 0);
                area = area with { Width = Math.Min(TileColumns, source.Width - area.X), Height = Math.Min(TileRows, source.Height - area.Y) };
                Load(source, pairs, area, work.Pixels);
                fixed (short* pixels = work.Pixels)
                fixed (long* keys = work.Keys)
                {
                    Respond(pairs, area, pixels, keys);
                    Store(pairs.Unit, area, keys, target, index);
                }

                return work;
            },
            _ => { });
    }

    /// <summary>The tile with what its kernels reach, mirrored at the image's edges.</summary>
    private static void Load(CpuBuffer source, FilterPairs pairs, PixelRectangle area, short[] pixels)
    {
        int left = area.X - pairs.Canvas.AnchorX, columns = Math.Min(pairs.Pitch, area.Width + pairs.Canvas.Columns - 1);
        for (int row = 0; row < area.Height + pairs.Canvas.Rows - 1; row++)
        {
            var line = source.Pixels.Slice(Mirror(area.Y - pairs.Canvas.AnchorY + row, source.Height) * source.Width, source.Width);
            var into = pixels.AsSpan(row * pairs.Pitch, columns);
            for (int i = 0; i < columns; i++)
            {
                int x = left + i;
                into[i] = line[(uint)x < (uint)line.Length ? x : Mirror(x, line.Length)];
            }
        }
    }

    private static void Respond(FilterPairs pairs, PixelRectangle area, short* pixels, long* keys)
    {
        new Span<long>(keys, TileRows * TileColumns).Fill(long.MinValue);
        fixed (FilterPairs.Pair* all = pairs.All)
        {
            for (int kernel = 0; kernel < pairs.Ends.Length; kernel++)
            {
                int first = kernel == 0 ? 0 : pairs.Ends[kernel - 1], end = pairs.Ends[kernel];
                var mark = Vector256.Create((long)(LargestMark - kernel));
                for (int row = 0; row < area.Height; row++)
                {
                    for (int column = 0; column < area.Width; column += Run)
                        Correlate(pixels + (row * pairs.Pitch) + column, all, first, end, mark, keys + (row * TileColumns) + column);
                }
            }
        }
    }

    /// <summary>One kernel's sums for a run of pixels: the even ones' of each sixteen, then the odd ones', because pairs of pixels are multiplied.</summary>
    private static void Correlate(short* pixels, FilterPairs.Pair* pairs, int first, int end, Vector256<long> mark, long* keys)
    {
        Span<Vector256<long>> sums = stackalloc Vector256<long>[8];
        sums.Clear();
        for (int start = first; start < end; start += MostPairs)
        {
            Vector256<int> high0 = default, high1 = default, high2 = default, high3 = default, low0 = default, low1 = default, low2 = default, low3 = default;
            int stop = Math.Min(end, start + MostPairs);
            for (int i = start; i < stop; i++)
            {
                short* at = pixels + pairs[i].Offset;
                var high = Vector256.Create(pairs[i].High).AsInt16();
                var low = Vector256.Create(pairs[i].Low).AsInt16();
                var even = Vector256.Load(at);
                high0 += PairProducts.Of(even, high);
                low0 += PairProducts.Of(even, low);
                var odd = Vector256.Load(at + 1);
                high1 += PairProducts.Of(odd, high);
                low1 += PairProducts.Of(odd, low);
                even = Vector256.Load(at + 16);
                high2 += PairProducts.Of(even, high);
                low2 += PairProducts.Of(even, low);
                odd = Vector256.Load(at + 17);
                high3 += PairProducts.Of(odd, high);
                low3 += PairProducts.Of(odd, low);
            }

            Add(sums, 0, high0, low0);
            Add(sums, 2, high1, low1);
            Add(sums, 4, high2, low2);
            Add(sums, 6, high3, low3);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            var key = (sums[i] << MarkBits) + mark;
            var best = Vector256.Load(keys + (4 * i));
            Vector256.ConditionalSelect(Vector256.GreaterThan(key, best), key, best).Store(keys + (4 * i));
        }
    }

    private static void Add(Span<Vector256<long>> sums, int at, Vector256<int> high, Vector256<int> low)
    {
        sums[at] += (Vector256.WidenLower(high) << FilterPairs.HighBits) + Vector256.WidenLower(low);
        sums[at + 1] += (Vector256.WidenUpper(high) << FilterPairs.HighBits) + Vector256.WidenUpper(low);
    }

    private static void Store(float unit, PixelRectangle area, long* keys, CpuBuffer target, CpuBuffer? index)
    {
        bool asFloat = target.Format == PixelFormat.Gray32Float;
        for (int row = 0; row < area.Height; row++)
        {
            long start = ((long)(area.Y + row) * target.Width) + area.X;
            byte* levels = target.Mat.DataPointer + start;
            float* responses = (float*)target.Mat.DataPointer + start;
            byte* numbers = index is null ? null : index.Mat.DataPointer + start;
            for (int x = 0; x < area.Width; x++)
            {
                long key = keys[(row * TileColumns) + (x & ~15) + ((x & 1) * 8) + ((x & 15) >> 1)];
                float response = (key >> MarkBits) * unit;
                if (asFloat)
                    responses[x] = response;
                else
                    levels[x] = (byte)Math.Clamp(MathF.Round(response), 0, 255);
                if (numbers is not null)
                    numbers[x] = (byte)(LargestMark - (int)(key & LargestMark));
            }
        }
    }

    private static int Mirror(int position, int size)
    {
        if (size == 1)
            return 0;
        while (position < 0 || position >= size)
            position = position < 0 ? -position : (2 * (size - 1)) - position;
        return position;
    }
}
