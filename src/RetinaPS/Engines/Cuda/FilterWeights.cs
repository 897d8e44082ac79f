using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>A bank's weights in the order in which the kernels read them, and where in each row they are not all 0.</summary>
internal sealed class FilterWeights
{
    private const int Group = 4;

    public FilterWeights(FilterBank bank)
    {
        Canvas = FilterCanvas.For(bank);
        Weights = new float[checked(2 * Canvas.Pairs * Canvas.Rows * Canvas.Columns)];
        Spans = new int[2 * Canvas.Pairs * Canvas.Rows];
        for (int i = 0; i < 2 * Canvas.Pairs; i++)
            Place(bank.Kernels[Math.Min(i, bank.Kernels.Count - 1)], i / 2, i % 2);
        for (int row = 0; row < Canvas.Pairs * Canvas.Rows; row++)
            (Spans[2 * row], Spans[(2 * row) + 1]) = SpanOf(row);
    }

    public FilterCanvas Canvas { get; }

    /// <summary>[pair][row][kernel of the pair][column].</summary>
    public float[] Weights { get; }

    /// <summary>[pair][row][first group of four columns, and the one after the last].</summary>
    public int[] Spans { get; }

    private void Place(FilterKernel kernel, int pair, int member)
    {
        int left = Canvas.AnchorX - (kernel.Width / 2);
        int top = Canvas.AnchorY - (kernel.Height / 2);
        for (int row = 0; row < kernel.Height; row++)
        {
            int line = (((((pair * Canvas.Rows) + top + row) * 2) + member) * Canvas.Columns) + left;
            kernel.WeightArray.AsSpan(row * kernel.Width, kernel.Width).CopyTo(Weights.AsSpan(line));
        }
    }

    private (int First, int End) SpanOf(int row)
    {
        var both = Weights.AsSpan(2 * row * Canvas.Columns, 2 * Canvas.Columns);
        int first = int.MaxValue, end = 0;
        for (int i = 0; i < both.Length; i++)
        {
            if (both[i] == 0)
                continue;
            int group = i % Canvas.Columns / Group;
            first = Math.Min(first, group);
            end = Math.Max(end, group + 1);
        }

        return end == 0 ? (0, 0) : (first, end);
    }
}
