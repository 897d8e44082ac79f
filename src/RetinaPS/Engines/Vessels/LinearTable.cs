namespace RetinaPS.Engines.Vessels;

/// <summary>Where each target pixel of a bilinear resize lies between two source pixels, as OpenCV computes it.</summary>
internal static class LinearTable
{
    /// <summary>Columns in single precision (INTER_LINEAR of floats): beyond the outer pixels' centres the outer pixel alone counts.</summary>
    public static LinearColumn[] Columns(int source, int target)
    {
        var columns = new LinearColumn[target];
        for (int i = 0; i < target; i++)
        {
            var (whole, weight) = Place(i, source, target);
            columns[i] = whole < 0 ? new(0, 0) : whole >= source - 1 ? new(source - 1, 0) : new(whole, weight);
        }

        return columns;
    }

    /// <summary>Rows in single precision: beyond the outer rows' centres the outer row is interpolated with itself.</summary>
    public static LinearRow[] Rows(int source, int target)
    {
        var rows = new LinearRow[target];
        for (int i = 0; i < target; i++)
        {
            var (whole, weight) = Place(i, source, target);
            rows[i] = new(Math.Clamp(whole, 0, source - 1), Math.Clamp(whole + 1, 0, source - 1), weight);
        }

        return rows;
    }

    /// <summary>In 256ths (INTER_LINEAR_EXACT of bytes): the first of the two pixels, and the second one's weight.</summary>
    public static (int[] First, int[] Weight) Exact(int source, int target)
    {
        int[] first = new int[target], weight = new int[target];
        double scale = 1 / ((double)target / source);
        for (int i = 0; i < target; i++)
        {
            double at = (scale * (i + 0.5)) - 0.5;
            int whole = (int)Math.Floor(at);
            (first[i], weight[i]) = whole < 0 ? (0, 0)
                : whole >= source - 1 ? (source - 1, 0)
                : (whole, (int)Math.Round((at - whole) * 256, MidpointRounding.ToEven));
        }

        return (first, weight);
    }

    private static (int Whole, float Weight) Place(int target, int sourceSize, int targetSize)
    {
        double scale = 1 / ((double)targetSize / sourceSize);
        float at = (float)(((target + 0.5) * scale) - 0.5);
        float whole = MathF.Floor(at);
        return ((int)whole, at - whole);
    }
}
