using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>
/// A bank's weights as <see cref="DirectCorrelation"/> multiplies them: two neighbours of a row at a time, in two halves of twelve bits each,
/// tap = 4096 high + low. Pairs without a weight are left out.
/// </summary>
internal sealed class FilterPairs
{
    public const int HighBits = 12;
    private readonly List<Pair> pairs = [];
    private readonly List<int> ends = [];

    public FilterPairs(FilterBank bank, int tileColumns)
    {
        Canvas = FilterCanvas.For(bank);
        // A row's last pair and last vector reach beyond the pixels that they are for.
        Pitch = (tileColumns + Canvas.Columns + DirectCorrelation.Run + 15) / 16 * 16;
        Unit = bank.FixedPoint.Unit;
        for (int i = 0; i < bank.Kernels.Count; i++)
        {
            Add(bank.Kernels[i], bank.FixedPoint.Taps[i]);
            ends.Add(pairs.Count);
        }

        All = [.. pairs];
        Ends = [.. ends];
    }

    public FilterCanvas Canvas { get; }

    /// <summary>Pixels from one row of a tile to the next.</summary>
    public int Pitch { get; }

    /// <summary>What 1 stands for.</summary>
    public float Unit { get; }

    /// <summary>The pairs of all kernels, one after the other.</summary>
    public Pair[] All { get; }

    /// <summary>[kernel]: the pair after its last.</summary>
    public int[] Ends { get; }

    private void Add(FilterKernel kernel, int[] taps)
    {
        for (int row = 0; row < kernel.Height; row++)
        {
            var line = taps.AsSpan(row * kernel.Width, kernel.Width);
            for (int column = 0; column < line.Length; column++)
            {
                if (line[column] == 0)
                    continue;
                int right = column + 1 < line.Length ? line[column + 1] : 0;
                pairs.Add(new Pair(
                    ((Canvas.TopOf(kernel) + row) * Pitch) + Canvas.LeftOf(kernel) + column,
                    Both(High(line[column]), High(right)), Both(Low(line[column]), Low(right))));
                column++;
            }
        }
    }

    public static int High(int tap) => (tap + (1 << (HighBits - 1))) >> HighBits;

    public static int Low(int tap) => tap - (High(tap) << HighBits);

    private static int Both(int left, int right) => (left & 0xffff) | (right << 16);

    /// <summary>Two weights side by side.</summary>
    /// <param name="Offset">Where the left one's pixel lies in a tile, from the output pixel's place.</param>
    /// <param name="High">The high halves, 16 bits each, the left one below.</param>
    /// <param name="Low">The low halves.</param>
    internal readonly record struct Pair(int Offset, int High, int Low);
}
