using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// Per cell, the log-likelihood ratio of background to eye, as sums along rows and columns, so that the evidence inside any disc costs
/// one look-up a row.
/// </summary>
internal sealed class EvidencePlane : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _rowSums;
    private readonly float[] _columnSums;

    /// <param name="evidence">Row after row; positive where a cell looks like background, negative where it looks like the eye.</param>
    /// <param name="width">Cells in a row.</param>
    /// <param name="height">Rows.</param>
    public EvidencePlane(ReadOnlySpan<float> evidence, int width, int height)
    {
        _width = width;
        _height = height;
        _rowSums = ArrayPool<float>.Shared.Rent((width + 1) * height);
        _columnSums = ArrayPool<float>.Shared.Rent(width * (height + 1));
        _columnSums.AsSpan(0, width).Clear();
        for (int y = 0; y < height; y++)
            Add(_columnSums.AsSpan(y * width, width), evidence.Slice(y * width, width), _columnSums.AsSpan((y + 1) * width, width));
        for (int y = 0; y < height; y += 2)
        {
            int next = Math.Min(y + 1, height - 1);
            SumUp(evidence.Slice(y * width, width), evidence.Slice(next * width, width), Row(y), Row(next));
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_rowSums);
        ArrayPool<float>.Shared.Return(_columnSums);
    }

    /// <summary>
    /// The evidence inside uncut discs that differ in their columns alone, roughly: in whole cells, and in every stride-th row only.
    /// </summary>
    /// <param name="columns">The centres' columns and a half; whole vectors of them.</param>
    /// <param name="y">The centres' row.</param>
    /// <param name="radius">The radius of all.</param>
    /// <param name="stride">The distance of the rows looked at.</param>
    /// <param name="inside">Takes each disc's evidence.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void InsideDiscs(ReadOnlySpan<Vector128<float>> columns, double y, double radius, int stride, Span<Vector128<float>> inside)
    {
        int first = Math.Max(0, (int)Math.Ceiling(y - radius)), last = Math.Min(_height - 1, (int)(y + radius));
        float squared = (float)(radius * radius);
        inside.Clear();
        for (int row = (first + stride - 1) / stride * stride; row <= last; row += stride)
        {
            float dy = row - (float)y;
            var half = Vector128.Create(MathF.Sqrt(squared - (dy * dy)));
            var sums = Row(row);
            for (int i = 0; i < columns.Length; i++)
                inside[i] += At(sums, columns[i] + half) - At(sums, columns[i] - half);
        }
    }

    /// <summary>The evidence inside a region: the lower, the better the region is the eye.</summary>
    public double Inside(in DiscRegion region)
    {
        int first = Math.Max(0, (int)Math.Ceiling(Math.Max(region.Y - region.Radius, region.Top - 0.5)));
        int last = Math.Min(_height - 1, (int)Math.Floor(Math.Min(region.Y + region.Radius, region.Bottom + 0.5)));
        int whole = Math.Min(last, (int)Math.Floor(region.Bottom - 0.5));
        double sum = 0;
        int y = first;
        for (; y <= last && y - 0.5 < region.Top; y++)
            sum += RowPart(y, region);
        y = AddWholeRows(region, y, whole, ref sum);
        for (; y <= last; y++)
            sum += RowPart(y, region);
        return sum;
    }

    /// <summary>Evidence along row <paramref name="y"/> between two columns (continuous).</summary>
    public double RowRun(int y, double from, double to) =>
        to <= from ? 0 : Interpolate(_rowSums, y * (_width + 1), 1, _width, to) - Interpolate(_rowSums, y * (_width + 1), 1, _width, from);

    /// <summary>Evidence along column <paramref name="x"/> between two rows (continuous).</summary>
    public double ColumnRun(int x, double from, double to) =>
        to <= from ? 0 : Interpolate(_columnSums, x, _width, _height, to) - Interpolate(_columnSums, x, _width, _height, from);

    private Span<float> Row(int y) => _rowSums.AsSpan(y * (_width + 1), _width + 1);

    /// <summary>Sums up two rows side by side: each addition waits for the one before it in its own row only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumUp(ReadOnlySpan<float> row, ReadOnlySpan<float> nextRow, Span<float> sums, Span<float> nextSums)
    {
        float sum = 0, nextSum = 0;
        sums[0] = nextSums[0] = 0;
        sums = sums[1..];
        nextSums = nextSums[1..];
        for (int x = 0; x < row.Length && x < nextRow.Length && x < sums.Length && x < nextSums.Length; x++)
        {
            sums[x] = sum += row[x];
            nextSums[x] = nextSum += nextRow[x];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<float> above, ReadOnlySpan<float> row, Span<float> below)
    {
        int x = 0;
        for (; x <= row.Length - Vector128<float>.Count; x += Vector128<float>.Count)
            (Vector128.Create(above[x..]) + Vector128.Create(row[x..])).CopyTo(below[x..]);
        for (; x < row.Length; x++)
            below[x] = above[x] + row[x];
    }

    /// <summary>The sums up to the cells nearest to four places.</summary>
    private static Vector128<float> At(ReadOnlySpan<float> sums, Vector128<float> places)
    {
        var whole = Vector128.ConvertToInt32Native(places + Vector128.Create(0.5f));
        whole = Vector128.Min(Vector128.Max(whole, Vector128<int>.Zero), Vector128.Create(sums.Length - 1));
        return Vector128.Create(sums[whole[0]], sums[whole[1]], sums[whole[2]], sums[whole[3]]);
    }

    /// <summary>The evidence in what a region covers of a row.</summary>
    private double RowPart(int y, in DiscRegion region)
    {
        double dy = y - region.Y;
        double half = Math.Sqrt(Math.Max((region.Radius * region.Radius) - (dy * dy), 0));
        double covered = Math.Min(y + 0.5, region.Bottom) - Math.Max(y - 0.5, region.Top);
        if (covered <= 0)
            return 0;
        double run = RowRun(y, Math.Max(region.X - half, region.Left), Math.Min(region.X + half, region.Right));
        return covered >= 1 ? run : run * covered;
    }

    /// <summary>
    /// Adds the evidence of rows that a region covers to their full height, two at once, and says which row is the next; a last one
    /// without another is left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddWholeRows(in DiscRegion region, int y, int last, ref double sum)
    {
        // What the loop needs in both lanes is spread out here: the compiler leaves it where it is written.
        Vector128<double> x = Vector128.Create(region.X), left = Vector128.Create(region.Left), right = Vector128.Create(region.Right);
        Vector128<double> squared = Vector128.Create(region.Radius * region.Radius), zero = Vector128<double>.Zero;
        Vector128<double> width = Vector128.Create((double)_width), two = Vector128.Create(2.0);
        int pitch = _width + 1;
        var rows = Vector128.Create(y, y + 1.0);
        var centre = Vector128.Create(region.Y);
        ReadOnlySpan<float> starts = _rowSums.AsSpan(0, (pitch * _height) - 1);
        double total = sum;
        for (; y < last; y += 2, rows += two)
        {
            var dy = rows - centre;
            var half = Vector128.Sqrt(Vector128.MaxNative(squared - (dy * dy), zero));
            var from = Vector128.MaxNative(x - half, left);
            var to = Vector128.MinNative(x + half, right);
            var before = Interpolate(starts, y * pitch, pitch, from, width);
            var runs = Vector128.GreaterThan(to, from) & (Interpolate(starts, y * pitch, pitch, to, width) - before);
            total += runs[0];
            total += runs[1];
        }

        sum = total;
        return y;
    }

    /// <summary>The sums up to a place in a row and to one in the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Interpolate(
        ReadOnlySpan<float> starts, int row, int pitch, Vector128<double> places, Vector128<double> width)
    {
        var at = Vector128.MinNative(Vector128.MaxNative(places + Vector128.Create(0.5), Vector128<double>.Zero), width);
        var whole = Vector128.MinNative(Vector128.Floor(at), width - Vector128.Create(1.0));
        var pairs = Neighbours.Load(
            starts, row + double.ConvertToIntegerNative<int>(whole[0]), row + pitch + double.ConvertToIntegerNative<int>(whole[1]));
        var low = Neighbours.Former(pairs, pairs);
        return Vector128.WidenLower(low) + (Vector128.WidenLower(Neighbours.Latter(pairs, pairs) - low) * (at - whole));
    }

    private static double Interpolate(float[] sums, int start, int step, int count, double position)
    {
        double at = Math.Clamp(position + 0.5, 0, count);
        int whole = Math.Min((int)at, count - 1);
        float low = sums[start + (whole * step)];
        return low + ((sums[start + ((whole + 1) * step)] - low) * (at - whole));
    }
}
