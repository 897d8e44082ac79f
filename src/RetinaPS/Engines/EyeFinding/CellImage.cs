namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// The photograph averaged over square cells: enough for the coarse search, with less noise. A last, incomplete row or column of cells
/// is dropped.
/// </summary>
internal sealed class CellImage
{
    private CellImage(int factor, int width, int height)
    {
        Factor = factor;
        Width = width;
        Height = height;
        Blue = new float[width * height];
        Green = new float[width * height];
        Red = new float[width * height];
    }

    /// <summary>Pixels along a cell's side.</summary>
    public int Factor { get; }

    public int Width { get; }

    public int Height { get; }

    public float[] Blue { get; }

    public float[] Green { get; }

    public float[] Red { get; }

    /// <summary>Averages cells such that the longer side has at most <paramref name="longerSide"/> of them, or a little more.</summary>
    public static CellImage Reduce(ReadOnlySpan<byte> bgr, int width, int height, int longerSide)
    {
        int factor = Math.Max(1, (int)Math.Round((double)Math.Max(width, height) / longerSide));
        factor = Math.Min(factor, Math.Min(width, height));
        var cells = new CellImage(factor, width / factor, height / factor);
        var sums = new int[3 * cells.Width];
        float scale = 1f / (factor * factor);
        for (int y = 0; y < cells.Height; y++)
        {
            Array.Clear(sums);
            for (int dy = 0; dy < factor; dy++)
                AddRow(bgr.Slice(((y * factor) + dy) * width * 3, cells.Width * factor * 3), factor, sums);
            int at = y * cells.Width;
            for (int x = 0; x < cells.Width; x++, at++)
            {
                cells.Blue[at] = sums[3 * x] * scale;
                cells.Green[at] = sums[(3 * x) + 1] * scale;
                cells.Red[at] = sums[(3 * x) + 2] * scale;
            }
        }

        return cells;
    }

    private static void AddRow(ReadOnlySpan<byte> row, int factor, int[] sums)
    {
        int from = 0;
        for (int to = 0; to < sums.Length; to += 3)
        {
            int blue = 0, green = 0, red = 0;
            for (int dx = 0; dx < factor; dx++, from += 3)
            {
                blue += row[from];
                green += row[from + 1];
                red += row[from + 2];
            }

            sums[to] += blue;
            sums[to + 1] += green;
            sums[to + 2] += red;
        }
    }
}
