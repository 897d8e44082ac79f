namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// Per cell, the log-likelihood ratio of background to eye, as sums along rows and columns, so that the evidence inside any disc costs
/// one look-up a row.
/// </summary>
internal sealed class EvidencePlane
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
        _rowSums = new float[(width + 1) * height];
        _columnSums = new float[width * (height + 1)];
        for (int y = 0; y < height; y++)
        {
            var row = evidence.Slice(y * width, width);
            int at = y * (width + 1);
            int above = y * width;
            float sum = 0;
            for (int x = 0; x < width; x++)
            {
                sum += row[x];
                _rowSums[at + x + 1] = sum;
                _columnSums[above + width + x] = _columnSums[above + x] + row[x];
            }
        }
    }

    /// <summary>The evidence inside an uncut disc, roughly: in whole cells, and in every stride-th row only.</summary>
    public float InsideDisc(double x, double y, double radius, int stride)
    {
        int first = Math.Max(0, (int)Math.Ceiling(y - radius)), last = Math.Min(_height - 1, (int)(y + radius));
        float squared = (float)(radius * radius), centre = (float)x + 0.5f;
        float sum = 0;
        for (int row = (first + stride - 1) / stride * stride; row <= last; row += stride)
        {
            float dy = row - (float)y;
            float half = MathF.Sqrt(squared - (dy * dy));
            int from = Math.Clamp((int)(centre - half + 0.5f), 0, _width), to = Math.Clamp((int)(centre + half + 0.5f), 0, _width);
            int at = row * (_width + 1);
            sum += _rowSums[at + to] - _rowSums[at + from];
        }

        return sum;
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

    private static double Interpolate(float[] sums, int start, int step, int count, double position)
    {
        double at = Math.Clamp(position + 0.5, 0, count);
        int whole = Math.Min((int)at, count - 1);
        float low = sums[start + (whole * step)];
        return low + ((sums[start + ((whole + 1) * step)] - low) * (at - whole));
    }
}
