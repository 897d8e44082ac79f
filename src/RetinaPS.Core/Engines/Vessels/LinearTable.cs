namespace RetinaPS.Engines.Vessels;

/// <summary>Where each target pixel of a bilinear resize of bytes lies along one side, in 256ths, as OpenCV's INTER_LINEAR_EXACT has it.</summary>
internal static class LinearTable
{
    /// <summary>The first of the two source pixels of each target pixel, and the second one's weight.</summary>
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
}
