using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>Grids for images.</summary>
internal static class LaunchShape
{
    /// <summary>The most blocks that a grid may have in y.</summary>
    public const int MostRows = 65535;

    /// <summary>One thread for four pixels of each row of a band; a block sets its tables up once for all of them.</summary>
    public static Dim3 FourPixelsAThread(int width, int height, int threads, int rowsOfBand) =>
        (Dim3.DivideUp(Dim3.DivideUp(width, 4), threads), Math.Min(Dim3.DivideUp(height, rowsOfBand), MostRows));
}
