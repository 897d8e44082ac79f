using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// How likely each cell is background rather than eye: first by its distance from the background, then by what a fitted region teaches.
/// </summary>
internal static class RegionEvidence
{
    private const int BinsPerLevel = 2;
    private const int LowestLevel = -64;
    private const int BinCount = (256 - LowestLevel) * BinsPerLevel;
    private const double Limit = 3;

    /// <summary>Background up to <paramref name="threshold"/> standard deviations, eye beyond, with a soft step between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static EvidencePlane ByDistance(ReadOnlySpan<float> distances, double threshold, int width, int height)
    {
        float[] evidence = ArrayPool<float>.Shared.Rent(distances.Length);
        float slope = (float)(4 / threshold);
        int i = 0;
        for (; i <= distances.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            Step(Vector128.Create(distances[i..])).CopyTo(evidence, i);
        for (; i < distances.Length; i++)
            evidence[i] = Step(Vector128.CreateScalar(distances[i]))[0];
        var plane = new EvidencePlane(evidence, width, height);
        ArrayPool<float>.Shared.Return(evidence);
        return plane;

        Vector128<float> Step(Vector128<float> distance) => Vector128.Clamp(
            Vector128.Create(2f) - (slope * distance / 2), Vector128.Create(-2f), Vector128.Create(2f));
    }

    /// <summary>How far each cell's colour is from the background, in standard deviations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Distances(CellImage cells, in BackgroundModel background)
    {
        var distances = new float[cells.Count];
        float blue = (float)background.Blue, green = (float)background.Green, red = (float)background.Red;
        float perBlue = (float)(1 / background.BlueDeviation);
        float perGreen = (float)(1 / background.GreenDeviation);
        float perRed = (float)(1 / background.RedDeviation);
        ReadOnlySpan<float> blues = cells.Blue, greens = cells.Green, reds = cells.Red;
        int i = 0;
        for (; i <= distances.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            Distance(Vector128.Create(blues[i..]), Vector128.Create(greens[i..]), Vector128.Create(reds[i..])).CopyTo(distances, i);
        for (; i < distances.Length; i++)
            distances[i] = Distance(Vector128.CreateScalar(blues[i]), Vector128.CreateScalar(greens[i]), Vector128.CreateScalar(reds[i]))[0];
        return distances;

        Vector128<float> Distance(Vector128<float> b, Vector128<float> g, Vector128<float> r)
        {
            b = (b - Vector128.Create(blue)) * perBlue;
            g = (g - Vector128.Create(green)) * perGreen;
            r = (r - Vector128.Create(red)) * perRed;
            return Vector128.Sqrt((b * b) + (g * g) + (r * r));
        }
    }

    /// <summary>
    /// Region competition (Zhu and Yuille 1996): the logarithm of the ratio of the two histograms, outside and inside the region, of the
    /// contrast.
    /// </summary>
    public static EvidencePlane ByCompetition(CellImage cells, in Contrast contrast, in DiscRegion region)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(cells.Count);
        var bins = rented.AsSpan(0, cells.Count);
        FindBins(cells, contrast, bins);
        var inside = new int[2 * BinCount];
        var outside = new int[2 * BinCount];
        double squared = region.Radius * region.Radius;
        int left = Math.Max(0, (int)Math.Ceiling(region.Left)), right = Math.Min(cells.Width - 1, (int)Math.Floor(region.Right));
        for (int y = 0; y < cells.Height; y++)
        {
            bool cut = y < region.Top || y > region.Bottom;
            (int first, int past) = cut ? default : region.Chord(y, squared, left, right);
            var row = bins.Slice(y * cells.Width, cells.Width);
            CountBins(row[..first], outside);
            CountBins(row[first..past], inside);
            CountBins(row[past..], outside);
        }

        int width = Math.Max(1, (int)Math.Round(contrast.Noise * BinsPerLevel / 2));
        double[] inner = Density(inside, width), outer = Density(outside, width);
        var ratio = new float[BinCount];
        for (int bin = 0; bin < BinCount; bin++)
            ratio[bin] = (float)Math.Clamp(Math.Log(outer[bin] / inner[bin]), -Limit, Limit);
        float[] evidence = ArrayPool<float>.Shared.Rent(bins.Length);
        for (int i = 0; i < bins.Length; i++)
            evidence[i] = ratio[bins[i]];
        var plane = new EvidencePlane(evidence, cells.Width, cells.Height);
        ArrayPool<float>.Shared.Return(evidence);
        ArrayPool<int>.Shared.Return(rented);
        return plane;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindBins(CellImage cells, in Contrast contrast, Span<int> bins)
    {
        ReadOnlySpan<float> blues = cells.Blue, greens = cells.Green, reds = cells.Red;
        int i = 0;
        for (; i <= bins.Length - Vector128<int>.Count; i += Vector128<int>.Count)
            Bin(contrast.Of(Vector128.Create(blues[i..]), Vector128.Create(greens[i..]), Vector128.Create(reds[i..]))).CopyTo(bins[i..]);
        for (; i < bins.Length; i++)
            bins[i] = Bin(contrast.Of(Vector128.CreateScalar(blues[i]), Vector128.CreateScalar(greens[i]), Vector128.CreateScalar(reds[i])))[0];

        static Vector128<int> Bin(Vector128<float> level)
        {
            var bin = Vector128.ConvertToInt32Native((level - Vector128.Create((float)LowestLevel)) * BinsPerLevel);
            return Vector128.Min(Vector128.Max(bin, Vector128<int>.Zero), Vector128.Create(BinCount - 1));
        }
    }

    /// <summary>Counts into two tables in turn: neighbours are mostly alike, and each count would wait for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountBins(ReadOnlySpan<int> bins, int[] counts)
    {
        int i = 0;
        for (; i < bins.Length - 1; i += 2)
        {
            counts[bins[i]]++;
            counts[BinCount + bins[i + 1]]++;
        }

        if (i < bins.Length)
            counts[bins[i]]++;
    }

    /// <summary>Two passes of a box filter, then to a density that is nowhere zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Density(int[] counts, int halfWidth)
    {
        var density = new double[BinCount];
        double total = 1e-9;
        for (int i = 0; i < density.Length; i++)
        {
            density[i] = counts[i] + counts[BinCount + i];
            total += density[i];
        }

        var sums = new double[BinCount + 1];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < density.Length; i++)
                sums[i + 1] = sums[i] + density[i];
            int whole = Math.Min(halfWidth, density.Length), cut = Math.Max(density.Length - halfWidth, whole);
            for (int i = 0; i < whole; i++)
                AverageCut(i);
            for (; whole < cut - 1; whole += 2)
            {
                var box = Vector128.LoadUnsafe(in sums[whole + halfWidth + 1]) - Vector128.LoadUnsafe(in sums[whole - halfWidth]);
                (box / ((2 * halfWidth) + 1)).StoreUnsafe(ref density[whole]);
            }

            for (; whole < density.Length; whole++)
                AverageCut(whole);
        }

        const double unexplained = 0.02;
        for (int i = 0; i < density.Length; i++)
            density[i] = (density[i] / total * (1 - unexplained)) + (unexplained / BinCount);
        return density;

        void AverageCut(int i)
        {
            int low = Math.Max(0, i - halfWidth), high = Math.Min(density.Length - 1, i + halfWidth);
            density[i] = (sums[high + 1] - sums[low]) / (high - low + 1);
        }
    }
}
