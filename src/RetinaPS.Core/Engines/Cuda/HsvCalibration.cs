using OpenCvSharp;
using RetinaPS.Engines.OpenCv;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// How the installed OpenCV rounds from HSV to BGR (specification, section 4): it depends on the column and on the processor, so it is
/// asked once, and the kernels do the same.
/// </summary>
/// <param name="Block">Columns are truncated in whole blocks of this many from the left; the rest of the row is rounded. 0: all are rounded.</param>
/// <param name="Fused">Whether the products are fused with their sums.</param>
internal sealed record HsvCalibration(int Block, bool Fused)
{
    private static readonly Lazy<HsvCalibration> Probed = new(Probe);

    public static HsvCalibration Installed => Probed.Value;

    /// <summary>How many columns of an image are truncated.</summary>
    public int TruncatedColumns(int width) => Block == 0 ? 0 : width / Block * Block;

    private static HsvCalibration Probe()
    {
        OpenCvLibrary.EnsureLoaded();

        // No block of a power of two up to 64 fits this width, so each leaves another remainder.
        const int Width = 127;
        byte[] row = ToBgr(0, 128, 200, Width);
        int truncated = 0;
        while (truncated < Width && row[3 * truncated] == 99)
            truncated++;
        int block = truncated switch { 64 => 64, 96 => 32, 112 => 16, 120 => 8, 0 => 0, _ => Unknown(truncated) };
        bool fused = block > 0 ? ToBgr(5, 204, 3, 64)[1] == 0 : ToBgr(55, 153, 3, 1)[2] == 2;
        return new HsvCalibration(block, fused);
    }

    private static int Unknown(int columns) => throw new RetinaException(
        RetinaErrorId.DeviceFailed,
        $"This OpenCV rounds HSV to BGR in a way that the CUDA engine does not know ({columns} of 127 columns truncated). Please report it.") { Remedy = RetinaRemedy.UseProcessor };

    private static byte[] ToBgr(byte hue, byte saturation, byte value, int width)
    {
        using var hsv = new Mat(1, width, MatType.CV_8UC3, new Scalar(hue, saturation, value));
        using var bgr = hsv.CvtColor(ColorConversionCodes.HSV2BGR);
        bgr.GetRectangularArray(out Vec3b[,] pixels);
        return [.. pixels.Cast<Vec3b>().SelectMany(p => new[] { p.Item0, p.Item1, p.Item2 })];
    }
}
