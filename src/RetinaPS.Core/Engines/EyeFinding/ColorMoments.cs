using System.Runtime.CompilerServices;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>Sums over cells of their colours' differences from a background, and of the squares; far outliers are left out.</summary>
internal struct ColorMoments(BackgroundModel background)
{
    private readonly double _reachBlue = 24 + (3 * background.BlueDeviation);
    private readonly double _reachGreen = 24 + (3 * background.GreenDeviation);
    private readonly double _reachRed = 24 + (3 * background.RedDeviation);

    public int Count { get; private set; }

    public (double Blue, double Green, double Red) Sums { get; private set; }

    public (double Blue, double Green, double Red) Squares { get; private set; }

    /// <summary>Adds a run of cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(CellImage cells, int start, int length)
    {
        int count = Count;
        (double blue, double green, double red) = Sums;
        (double blueSquares, double greenSquares, double redSquares) = Squares;
        ReadOnlySpan<float> blues = cells.Blue.Slice(start, length), greens = cells.Green.Slice(start, length), reds = cells.Red.Slice(start, length);
        for (int i = 0; i < blues.Length && i < greens.Length && i < reds.Length; i++)
        {
            double b = blues[i] - background.Blue, g = greens[i] - background.Green, r = reds[i] - background.Red;
            if (Math.Abs(b) > _reachBlue || Math.Abs(g) > _reachGreen || Math.Abs(r) > _reachRed)
                continue;
            count++;
            blue += b;
            green += g;
            red += r;
            blueSquares += b * b;
            greenSquares += g * g;
            redSquares += r * r;
        }

        (Count, Sums, Squares) = (count, (blue, green, red), (blueSquares, greenSquares, redSquares));
    }
}
