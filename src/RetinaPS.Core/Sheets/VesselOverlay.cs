using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>Draws vessels on a photograph, in colours that people who see red and green alike can tell apart.</summary>
internal static class VesselOverlay
{
    private static readonly Scalar Found = new(255, 230, 0);
    private static readonly Scalar Right = new(115, 200, 20);
    private static readonly Scalar Wrong = new(40, 110, 255);
    private static readonly Scalar Missed = new(255, 150, 70);

    /// <summary>
    /// The photograph with the map's vessels; or, where the truth is known, the photograph in grey with what is right, wrong and missed. The
    /// picture is in host memory.
    /// </summary>
    public static ImageBuffer Draw(RetinaImage photograph, RetinaImage map, bool[]? truth, double opacity)
    {
        using var vessels = MatOf(map);
        using var picture = MatOf(photograph);
        using var gray = new Mat();
        using var color = new Mat();
        if (picture.Channels() == 3)
            Cv2.CvtColor(picture, gray, ColorConversionCodes.BGR2GRAY);
        else
            picture.CopyTo(gray);
        Cv2.CvtColor(gray, color, ColorConversionCodes.GRAY2BGR);
        var paper = truth is null && picture.Channels() == 3 ? picture : color;
        var drawn = paper.Clone();
        if (truth is null)
            Paint(drawn, vessels, Found, opacity);
        else
            Compare(drawn, vessels, truth, opacity);
        return new CpuBuffer(RetinaDevices.Cpu, drawn);
    }

    private static void Compare(Mat drawn, Mat map, bool[] truth, double opacity)
    {
        using var manual = Mat.FromPixelData(map.Height, map.Width, MatType.CV_8UC1, Array.ConvertAll(truth, vessel => vessel ? (byte)255 : (byte)0));
        using var both = new Mat();
        using var either = new Mat();
        using var one = new Mat();
        Cv2.BitwiseAnd(map, manual, both);
        Cv2.BitwiseXor(map, manual, either);
        Paint(drawn, both, Right, opacity);
        Cv2.BitwiseAnd(either, map, one);
        Paint(drawn, one, Wrong, opacity);
        Cv2.BitwiseAnd(either, manual, one);
        Paint(drawn, one, Missed, opacity);
    }

    private static void Paint(Mat drawn, Mat where, Scalar color, double opacity)
    {
        using var plain = new Mat(drawn.Size(), drawn.Type(), color);
        using var mixed = new Mat();
        Cv2.AddWeighted(plain, opacity, drawn, 1 - opacity, 0, mixed);
        mixed.CopyTo(drawn, where);
    }

    private static Mat MatOf(RetinaImage image)
    {
        using var shared = Mat.FromPixelData(image.Height, image.Width, CpuBuffer.TypeOf(image.Format), image.CopyPixels());
        return shared.Clone();
    }
}
