using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>Grids for images.</summary>
internal static class LaunchShape
{
    /// <summary>The most blocks that a grid may have in y.</summary>
    public const int MostRows = 65535;

    /// <summary>One thread for four pixels of a row, one block row for an image row.</summary>
    public static Dim3 FourPixelsAThread(int width, int height, int threads) =>
        (Dim3.DivideUp(Dim3.DivideUp(width, 4), threads), Math.Min(height, MostRows));
}
