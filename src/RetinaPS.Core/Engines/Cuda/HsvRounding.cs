using System.Runtime.InteropServices;

namespace RetinaPS.Engines.Cuda;

/// <summary>How the kernels round from HSV to BGR: the layout is theirs.</summary>
/// <param name="Truncated">Columns that are truncated, from the left.</param>
/// <param name="Fused">1 where products are fused with their sums.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HsvRounding(int Truncated, int Fused)
{
    public static HsvRounding For(int width) => new(
        HsvCalibration.Installed.TruncatedColumns(width), HsvCalibration.Installed.Fused ? 1 : 0);
}
