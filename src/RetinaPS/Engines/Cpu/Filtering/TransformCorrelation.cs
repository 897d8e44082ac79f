using System.Runtime.Intrinsics;
using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>
/// Sums by the Fourier transform in double precision: one forward transform a tile, one backward a kernel. Whole numbers come out to a few
/// thousandths and are rounded to what they are; a tile with a number that is further off is done again with each weight in two halves.
/// </summary>
internal sealed class TransformCorrelation : ICorrelation
{
    // Of a point of a tile and a squared doubling of its side, for one backward transform and what follows it: large tiles leave the caches.
    // Measured as DirectCorrelation's.
    private const double NanosecondsPerPoint = 0.9;

    // Pixels are taken around the middle of their range: smaller numbers, smaller errors.
    private const int MiddleLevel = 128;
    private const double LargestDoubt = 0.25;

    // Added to a number of less than 51 bits, it leaves the nearest whole one in the low bits of the sum.
    private const double Rounder = 3L << 51;
    private readonly FilterBank bank;
    private readonly FilterCanvas canvas;
    private readonly int side;
    private readonly Lazy<double[][]> whole;
    private readonly Lazy<double[][]> high;
    private readonly Lazy<double[][]> low;
    private readonly long[] levelSums;

    public TransformCorrelation(FilterBank bank)
    {
        this.bank = bank;
        canvas = FilterCanvas.For(bank);
        side = new[] { 256, 512, 1024, 2048, 4096, 8192 }.Where(n => n > Math.Max(canvas.Rows, canvas.Columns)).MinBy(CostOf);
        whole = new Lazy<double[][]>(() => Spectra(tap => tap));
        high = new Lazy<double[][]>(() => Spectra(tap => FilterPairs.High(tap)));
        low = new Lazy<double[][]>(() => Spectra(tap => FilterPairs.Low(tap)));
        levelSums = [.. bank.FixedPoint.Taps.Select(taps => MiddleLevel * taps.Sum(tap => (long)tap))];
    }

    public int TileColumns => side - canvas.Columns + 1;

    public int TileRows => side - canvas.Rows + 1;

    public double Cost => CostOf(side);

    public IDisposable CreateWorkspace() => new Workspace(side);

    public void Respond(CpuBuffer source, PixelRectangle area, IDisposable workspace, long[] keys)
    {
        var work = (Workspace)workspace;
        work.Tile.SetTo(0);
        var surroundings = new TileSource(source, canvas, area);
        Span<short> line = new short[surroundings.Columns];
        for (int row = 0; row < surroundings.Rows; row++)
        {
            surroundings.CopyRow(row, line);
            var into = work.RowOf(work.Tile, row);
            for (int i = 0; i < line.Length; i++)
                into[i] = line[i] - MiddleLevel;
        }

        Cv2.Dft(work.Tile, work.Spectrum);
        if (!TryRespond(area, work, keys, whole.Value))
            _ = TryRespond(area, work, keys, high.Value, low.Value);
    }

    /// <summary>The kernels' spectra, whole or in halves; halves are always beyond doubt.</summary>
    /// <returns>Whether all sums are.</returns>
    private bool TryRespond(PixelRectangle area, Workspace work, long[] keys, params double[][][] parts)
    {
        Array.Fill(keys, long.MinValue);
        for (int kernel = 0; kernel < bank.Kernels.Count; kernel++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                using var spectrum = Mat.FromPixelData(side, side, MatType.CV_64FC1, parts[part][kernel]);
                Cv2.MulSpectrums(work.Spectrum, spectrum, work.Product, DftFlags.None, conjB: true);
                Cv2.Idft(work.Product, part == 0 ? work.Sums : work.LowSums, DftFlags.Scale | DftFlags.RealOutput);
            }

            double doubt = 0;
            for (int row = 0; row < area.Height; row++)
            {
                var best = keys.AsSpan(row * TileColumns, area.Width);
                var sums = work.RowOf(work.Sums, row);
                doubt = Math.Max(doubt, parts.Length == 1
                    ? Keep(sums, default, levelSums[kernel], ResponseKey.Mark(kernel), best)
                    : Keep(sums, work.RowOf(work.LowSums, row), levelSums[kernel], ResponseKey.Mark(kernel), best));
            }

            if (parts.Length == 1 && doubt > LargestDoubt)
                return false;
        }

        return true;
    }

    /// <returns>How far from a whole number the worst sum is.</returns>
    private static double Keep(ReadOnlySpan<double> sums, ReadOnlySpan<double> lowSums, long levelSum, long mark, Span<long> best)
    {
        var rounder = Vector256.Create(Rounder);
        var (rounderBits, added, marks, doubt) = (rounder.AsInt64(), Vector256.Create(levelSum), Vector256.Create(mark), Vector256<double>.Zero);
        int i = 0;
        for (; i + 4 <= best.Length; i += 4)
        {
            var sum = Vector256.Create(sums[i..]);
            var rounded = sum + rounder;
            doubt = Vector256.Max(doubt, Vector256.Abs(sum - (rounded - rounder)));
            var number = rounded.AsInt64() - rounderBits;
            if (!lowSums.IsEmpty)
                number = (number << FilterPairs.HighBits) + ((Vector256.Create(lowSums[i..]) + rounder).AsInt64() - rounderBits);
            var key = ((number + added) << ResponseKey.MarkBits) + marks;
            var old = Vector256.Create(best[i..]);
            Vector256.ConditionalSelect(Vector256.GreaterThan(key, old), key, old).CopyTo(best[i..]);
        }

        double worst = Math.Max(Math.Max(doubt[0], doubt[1]), Math.Max(doubt[2], doubt[3]));
        for (; i < best.Length; i++)
        {
            long number = (long)Math.Round(sums[i]);
            worst = Math.Max(worst, Math.Abs(sums[i] - number));
            if (!lowSums.IsEmpty)
                number = (number << FilterPairs.HighBits) + (long)Math.Round(lowSums[i]);
            best[i] = Math.Max(best[i], ((number + levelSum) << ResponseKey.MarkBits) + mark);
        }

        return worst;
    }

    private double CostOf(int points) =>
        NanosecondsPerPoint * Math.Pow(points * Math.Log2(points), 2) * (bank.Kernels.Count + 1) / ((points - canvas.Rows + 1.0) * (points - canvas.Columns + 1.0));

    private double[][] Spectra(Func<int, int> part)
    {
        var spectra = new double[bank.Kernels.Count][];
        for (int number = 0; number < spectra.Length; number++)
        {
            var kernel = bank.Kernels[number];
            var values = new double[side * side];
            int start = (canvas.TopOf(kernel) * side) + canvas.LeftOf(kernel);
            for (int i = 0; i < kernel.WeightArray.Length; i++)
                values[start + (i / kernel.Width * side) + (i % kernel.Width)] = part(bank.FixedPoint.Taps[number][i]);
            using var plane = Mat.FromPixelData(side, side, MatType.CV_64FC1, values);
            Cv2.Dft(plane, plane);
            spectra[number] = values;
        }

        return spectra;
    }

    private sealed unsafe class Workspace(int side) : IDisposable
    {
        public Mat Tile { get; } = new(side, side, MatType.CV_64FC1);

        public Mat Spectrum { get; } = new();

        public Mat Product { get; } = new();

        public Mat Sums { get; } = new();

        public Mat LowSums { get; } = new();

        public Span<double> RowOf(Mat mat, int row) => new((double*)mat.Ptr(row), side);

        public void Dispose()
        {
            foreach (var mat in new[] { Tile, Spectrum, Product, Sums, LowSums })
                mat.Dispose();
        }
    }
}
