using System.Runtime.Intrinsics;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>
/// Sums by the Fourier transform in double precision: one transform of a tile for all kernels, one back for each two of them, as the real and
/// the imaginary part. Whole numbers come out to a few thousandths and are rounded to what they are; a tile with a number that is further off
/// is summed directly instead.
/// </summary>
internal sealed unsafe class TransformCorrelation : ICorrelation
{
    // Of a point of a tile and a squared doubling of its side, for two kernels: large tiles leave the caches. Measured as DirectCorrelation's.
    private const double NanosecondsPerPoint = 0.17;

    // Pixels are taken around the middle of their range: smaller numbers, smaller errors.
    private const int MiddleLevel = 128;
    private const double LargestDoubt = 0.25;
    private const int Lanes = 4;

    // Added to a number of less than 51 bits, it leaves the nearest whole one in the low bits of the sum.
    private const double Rounder = 3L << 51;
    private readonly FilterBank bank;
    private readonly FilterCanvas canvas;
    private readonly int side;
    private readonly FourierTransform transform;
    private readonly Lazy<ComplexPlane[]> spectra;
    private readonly Lazy<DirectCorrelation> direct;
    private readonly long[] levelSums;
    private volatile bool isInexact;

    public TransformCorrelation(FilterBank bank)
    {
        this.bank = bank;
        canvas = FilterCanvas.For(bank);
        side = new[] { 64, 128, 256, 512, 1024, 2048, 4096, 8192 }.Where(n => n > Math.Max(canvas.Rows, canvas.Columns)).MinBy(CostOf);
        transform = new FourierTransform(side);
        spectra = new Lazy<ComplexPlane[]>(Spectra);
        direct = new Lazy<DirectCorrelation>(() => new DirectCorrelation(bank));
        levelSums = [.. bank.FixedPoint.Taps.Select(taps => MiddleLevel * taps.Sum(tap => (long)tap))];
    }

    public int TileColumns => side - canvas.Columns + 1;

    public int TileRows => side - canvas.Rows + 1;

    public double Cost => CostOf(side);

    public IDisposable CreateWorkspace() => new Workspace(side);

    public void Respond(CpuBuffer source, PixelRectangle area, IDisposable workspace, long[] keys)
    {
        var work = (Workspace)workspace;
        if (isInexact || !TryRespond(source, area, work))
        {
            isInexact = true;
            RespondDirectly(source, area, keys);
            return;
        }

        for (int row = 0; row < area.Height; row++)
        {
            for (int x = 0; x < area.Width; x++)
                keys[(row * TileColumns) + x] = work.Best[(row / Lanes * side) + x][row % Lanes];
        }
    }

    private bool TryRespond(CpuBuffer source, PixelRectangle area, Workspace work)
    {
        work.Tile.Clear();
        var surroundings = new TileSource(source, canvas, area);
        Span<short> pixels = new short[surroundings.Columns];
        for (int row = 0; row < surroundings.Rows; row++)
        {
            surroundings.CopyRow(row, pixels);
            var into = work.Tile.RealRow(row);
            for (int i = 0; i < pixels.Length; i++)
                into[i] = pixels[i] - MiddleLevel;
        }

        work.Tile.Transform(transform, surroundings.Rows, work.Line);
        Array.Fill(work.Best, Vector256.Create(long.MinValue));
        for (int pair = 0; pair < spectra.Value.Length; pair++)
        {
            work.Product.TransformColumnsBack(transform, work.Tile, spectra.Value[pair], work.Line);
            var (even, odd) = (2 * pair, Math.Min((2 * pair) + 1, bank.Kernels.Count - 1));
            for (int row = 0; row < area.Height; row += Lanes)
            {
                work.Product.TransformRowsBack(transform, row, work.Line);
                var best = work.Best.AsSpan(row / Lanes * side, area.Width);
                double doubt = Keep(work.Line.Real, levelSums[even], ResponseKey.Mark(even), best);
                doubt = Math.Max(doubt, Keep(work.Line.Imaginary, levelSums[odd], ResponseKey.Mark(odd), best));
                if (doubt > LargestDoubt)
                    return false;
            }
        }

        return true;
    }

    /// <returns>How far from a whole number the worst sum is.</returns>
    private static double Keep(Vector256<double>* sums, long levelSum, long mark, Span<Vector256<long>> best)
    {
        var rounder = Vector256.Create(Rounder);
        var (fixedPart, doubt) = (Vector256.Create((levelSum << ResponseKey.MarkBits) + mark) - (rounder.AsInt64() << ResponseKey.MarkBits), Vector256<double>.Zero);
        for (int i = 0; i < best.Length; i++)
        {
            var rounded = sums[i] + rounder;
            doubt = Vector256.Max(doubt, Vector256.Abs(sums[i] - (rounded - rounder)));
            var key = (rounded.AsInt64() << ResponseKey.MarkBits) + fixedPart;
            best[i] = Vector256.ConditionalSelect(Vector256.GreaterThan(key, best[i]), key, best[i]);
        }

        return Math.Max(Math.Max(doubt[0], doubt[1]), Math.Max(doubt[2], doubt[3]));
    }

    private void RespondDirectly(CpuBuffer source, PixelRectangle area, long[] keys)
    {
        using var work = direct.Value.CreateWorkspace();
        var part = new long[direct.Value.TileRows * direct.Value.TileColumns];
        for (int y = 0; y < area.Height; y += direct.Value.TileRows)
        {
            for (int x = 0; x < area.Width; x += direct.Value.TileColumns)
            {
                var (width, height) = (Math.Min(direct.Value.TileColumns, area.Width - x), Math.Min(direct.Value.TileRows, area.Height - y));
                direct.Value.Respond(source, new PixelRectangle(area.X + x, area.Y + y, width, height), work, part);
                for (int row = 0; row < height; row++)
                    part.AsSpan(row * direct.Value.TileColumns, width).CopyTo(keys.AsSpan(((y + row) * TileColumns) + x));
            }
        }
    }

    private double CostOf(int points) =>
        NanosecondsPerPoint * Math.Pow(points * Math.Log2(points), 2) * (((bank.Kernels.Count + 1) / 2) + 1) / ((points - canvas.Rows + 1.0) * (points - canvas.Columns + 1.0));

    /// <summary>
    /// For each two kernels what a tile's spectrum is multiplied by: the conjugate of the first's, because kernels are correlated, plus i times
    /// that of the second, by the number of points. It is the spectrum of the kernels turned about the origin.
    /// </summary>
    private ComplexPlane[] Spectra()
    {
        using var line = new ComplexPlane.Line(side);
        return [.. Enumerable.Range(0, (bank.Kernels.Count + 1) / 2).Select(pair =>
        {
            var plane = new ComplexPlane(side);
            Place(2 * pair, plane.RealRow);
            Place(Math.Min((2 * pair) + 1, bank.Kernels.Count - 1), plane.ImaginaryRow);
            plane.Transform(transform, side, line);
            return plane;
        })];
    }

    private void Place(int number, RowOf rowOf)
    {
        var kernel = bank.Kernels[number];
        for (int row = 0; row < kernel.Height; row++)
        {
            var into = rowOf((side - canvas.TopOf(kernel) - row) % side);
            for (int column = 0; column < kernel.Width; column++)
                into[(side - canvas.LeftOf(kernel) - column) % side] = (double)bank.FixedPoint.Taps[number][(row * kernel.Width) + column] / ((long)side * side);
        }
    }

    private delegate Span<double> RowOf(int row);

    private sealed class Workspace(int side) : IDisposable
    {
        public ComplexPlane Tile { get; } = new(side);

        public ComplexPlane Product { get; } = new(side);

        public ComplexPlane.Line Line { get; } = new(side);

        /// <summary>[row / 4][column], four rows side by side.</summary>
        public Vector256<long>[] Best { get; } = new Vector256<long>[side / Lanes * side];

        public void Dispose()
        {
            Tile.Dispose();
            Product.Dispose();
            Line.Dispose();
        }
    }
}
