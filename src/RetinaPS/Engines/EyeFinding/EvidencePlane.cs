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
        {
            var row = evidence.Slice(y * width, width);
            SumUp(row, Row(y));
            Add(_columnSums.AsSpan(y * width, width), row, _columnSums.AsSpan((y + 1) * width, width));
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
        double squared = region.Radius * region.Radius;
        double sum = 0;
        for (int y = first; y <= last; y++)
        {
            if (y < last && y - 0.5 >= region.Top && y + 1.5 <= region.Bottom)
            {
                var runs = RowRuns(y, region, squared);
                sum += runs[0];
                sum += runs[1];
                y++;
                continue;
            }

            double dy = y - region.Y;
            double half = Math.Sqrt(Math.Max(squared - (dy * dy), 0));
            double covered = Math.Min(y + 0.5, region.Bottom) - Math.Max(y - 0.5, region.Top);
            if (covered <= 0)
                continue;
            double run = RowRun(y, Math.Max(region.X - half, region.Left), Math.Min(region.X + half, region.Right));
            sum += covered >= 1 ? run : run * covered;
        }

        return sum;
    }

    /// <summary>Evidence along row <paramref name="y"/> between two columns (continuous).</summary>
    public double RowRun(int y, double from, double to) =>
        to <= from ? 0 : Interpolate(_rowSums, y * (_width + 1), 1, _width, to) - Interpolate(_rowSums, y * (_width + 1), 1, _width, from);

    /// <summary>Evidence along column <paramref name="x"/> between two rows (continuous).</summary>
    public double ColumnRun(int x, double from, double to) =>
        to <= from ? 0 : Interpolate(_columnSums, x, _width, _height, to) - Interpolate(_columnSums, x, _width, _height, from);

    private Span<float> Row(int y) => _rowSums.AsSpan(y * (_width + 1), _width + 1);

    private static void SumUp(ReadOnlySpan<float> row, Span<float> sums)
    {
        float sum = 0;
        sums[0] = 0;
        sums = sums[1..];
        for (int x = 0; x < row.Length && x < sums.Length; x++)
            sums[x] = sum += row[x];
    }

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

    /// <summary>The evidence along a region's chords in a row and in the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<double> RowRuns(int y, in DiscRegion region, double squared)
    {
        var dy = Vector128.Create(y, y + 1.0) - Vector128.Create(region.Y);
        var half = Vector128.Sqrt(Vector128.MaxNative(Vector128.Create(squared) - (dy * dy), Vector128<double>.Zero));
        var from = Vector128.MaxNative(Vector128.Create(region.X) - half, Vector128.Create(region.Left));
        var to = Vector128.MinNative(Vector128.Create(region.X) + half, Vector128.Create(region.Right));
        return Vector128.GreaterThan(to, from) & (Interpolate(y, to) - Interpolate(y, from));
    }

    /// <summary>The sums up to a place in a row and to one in the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<double> Interpolate(int y, Vector128<double> positions)
    {
        var at = positions + Vector128.Create(0.5);
        at = Vector128.MinNative(Vector128.MaxNative(at, Vector128<double>.Zero), Vector128.Create((double)_width));
        var whole = Vector128.MinNative(Vector128.Floor(at), Vector128.Create(_width - 1.0));
        int start = y * (_width + 1);
        var pairs = Neighbours.Load(
            _rowSums, start + double.ConvertToIntegerNative<int>(whole[0]), start + _width + 1 + double.ConvertToIntegerNative<int>(whole[1]));
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
