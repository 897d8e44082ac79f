namespace RetinaPS.Engines.Cuda;

/// <summary>The order in which a JPEG block's coefficients are coded (T.81, figure 5).</summary>
internal static class ZigzagOrder
{
    /// <summary>For each place in the order, the coefficient: eight times its row and its column.</summary>
    public static int[] Positions { get; } = [.. Enumerable.Range(0, 64).OrderBy(Diagonal).ThenBy(Along)];

    private static int Diagonal(int position) => (position / 8) + (position % 8);

    /// <summary>Even diagonals are followed upwards, odd ones downwards.</summary>
    private static int Along(int position) => Diagonal(position) % 2 == 0 ? position % 8 : position / 8;
}
