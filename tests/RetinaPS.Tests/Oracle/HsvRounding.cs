using OpenCvSharp;
using RetinaPS.Devices;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>
/// How a machine's OpenCV turns HSV into BGR: the columns that its vectors reach are truncated and the rest of a row rounded, with or
/// without fused multiply-add (specification, section 4).
/// </summary>
/// <param name="TruncatedColumnsOf95">How many columns of a row of 95 are truncated: 64 with AVX2, 80 without.</param>
/// <param name="FusedMultiplyAdd">Whether products are added without being rounded first.</param>
internal sealed record HsvRounding(int TruncatedColumnsOf95, bool FusedMultiplyAdd)
{
    /// <summary>This machine's, found by the specification's probes.</summary>
    public static HsvRounding Here { get; } = Probe();

    /// <summary>Skips a test of bytes that come out of HSV where this machine cannot give the oracle's.</summary>
    public static void RequireTheOraclesHere() => Assert.SkipUnless(
        Here == OracleGoldens.Rounding,
        $"this processor's HSV to BGR rounds otherwise ({Here}) than the one that the goldens were made on ({OracleGoldens.Rounding})");

    private static HsvRounding Probe()
    {
        // The engine finds OpenCV's native library.
        _ = RetinaDevices.Cpu.Engine;
        return new HsvRounding(ToBgr(0, 128, 200).Count(pixel => pixel.Item0 == 99), ToBgr(5, 204, 3)[0].Item1 == 0);
    }

    private static Vec3b[] ToBgr(byte hue, byte saturation, byte value)
    {
        using var hsv = new Mat(1, 95, MatType.CV_8UC3, new Scalar(hue, saturation, value));
        using var bgr = new Mat();
        Cv2.CvtColor(hsv, bgr, ColorConversionCodes.HSV2BGR);
        bgr.GetArray(out Vec3b[] pixels);
        return pixels;
    }
}
