using System.Runtime.Intrinsics;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>Sums weight by weight, which are not 0: two weights and 32 pixels at a time.</summary>
internal sealed unsafe class DirectCorrelation : ICorrelation
{
    /// <summary>Pixels that are summed at a time.</summary>
    public const int Run = 32;

    // 4096 weights of 12 bits times 255 are the most that 32 bits hold.
    private const int MostPairs = 2048;

    // Of a pixel and pair, measured on an AVX2 processor of 2021.
    private const double NanosecondsPerPair = 0.07;
    private readonly FilterPairs pairs;

    public DirectCorrelation(FilterBank bank)
    {
        pairs = new FilterPairs(bank, TileColumns);
    }

    public int TileColumns => 256;

    public int TileRows => 16;

    public double Cost => NanosecondsPerPair * pairs.All.Length;

    public IDisposable CreateWorkspace() => new Workspace((TileRows + pairs.Canvas.Rows - 1) * pairs.Pitch);

    public void Respond(CpuBuffer source, PixelRectangle area, IDisposable workspace, long[] keys)
    {
        short[] tile = ((Workspace)workspace).Pixels;
        var surroundings = new TileSource(source, pairs.Canvas, area);
        for (int row = 0; row < surroundings.Rows; row++)
            surroundings.CopyRow(row, tile.AsSpan(row * pairs.Pitch, surroundings.Columns));
        Array.Fill(keys, long.MinValue);
        fixed (short* pixels = tile)
        fixed (long* best = keys)
        fixed (FilterPairs.Pair* all = pairs.All)
        {
            for (int kernel = 0; kernel < pairs.Ends.Length; kernel++)
            {
                int first = kernel == 0 ? 0 : pairs.Ends[kernel - 1];
                for (int row = 0; row < area.Height; row++)
                {
                    for (int column = 0; column < area.Width; column += Run)
                    {
                        Correlate(
                            pixels + (row * pairs.Pitch) + column, all + first, pairs.Ends[kernel] - first, ResponseKey.Mark(kernel), best + (row * TileColumns) + column);
                    }
                }
            }
        }

        foreach (var sixteen in Enumerable.Range(0, keys.Length / 16))
            Interleave(keys.AsSpan(16 * sixteen, 16));
    }

    /// <summary>One kernel's sums for a run of pixels: of each sixteen the even ones', then the odd ones', because pairs of pixels are multiplied.</summary>
    private static void Correlate(short* pixels, FilterPairs.Pair* pairs, int count, long mark, long* keys)
    {
        Span<Vector256<long>> sums = stackalloc Vector256<long>[8];
        sums.Clear();
        for (int start = 0; start < count; start += MostPairs)
        {
            Vector256<int> high0 = default, high1 = default, high2 = default, high3 = default, low0 = default, low1 = default, low2 = default, low3 = default;
            int stop = Math.Min(count, start + MostPairs);
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

        var marks = Vector256.Create(mark);
        for (int i = 0; i < sums.Length; i++)
        {
            var key = (sums[i] << ResponseKey.MarkBits) + marks;
            var best = Vector256.Load(keys + (4 * i));
            Vector256.ConditionalSelect(Vector256.GreaterThan(key, best), key, best).Store(keys + (4 * i));
        }
    }

    private static void Add(Span<Vector256<long>> sums, int at, Vector256<int> high, Vector256<int> low)
    {
        sums[at] += (Vector256.WidenLower(high) << FilterPairs.HighBits) + Vector256.WidenLower(low);
        sums[at + 1] += (Vector256.WidenUpper(high) << FilterPairs.HighBits) + Vector256.WidenUpper(low);
    }

    private static void Interleave(Span<long> keys)
    {
        Span<long> apart = stackalloc long[16];
        keys.CopyTo(apart);
        for (int i = 0; i < 16; i++)
            keys[i] = apart[((i & 1) * 8) + (i >> 1)];
    }

    private sealed class Workspace(int length) : IDisposable
    {
        public short[] Pixels { get; } = new short[length];

        public void Dispose()
        {
        }
    }
}
