using OpenCvSharp;
using RetinaPS.Engines.EyeFinding;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>Finds the eye in a photograph by the method asked for.</summary>
internal static class EyeSearch
{
    public static EyeMask? Find(CpuBuffer image, EyeMaskOptions options) => options.Method switch
    {
        EyeMaskMethod.FullFrame => EyeMask.FullFrame(image.Width, image.Height),
        EyeMaskMethod.Canny => FindByCanny(image, options),
        _ => FindDisc(image, options),
    };

    private static unsafe EyeMask? FindDisc(CpuBuffer image, EyeMaskOptions options)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        using var small = BlockAverage.Shrink(image, factor);
        using var color = small.Channels() == 3 ? small : small.CvtColor(ColorConversionCodes.GRAY2BGR);
        var pixels = new ReadOnlySpan<byte>(color.DataPointer, color.Width * color.Height * 3);
        return EyeDiscFinder.Find(pixels, color.Width, color.Height)?.ToMask(image.Width, image.Height, factor);
    }

    /// <summary>
    /// The original: grey, Canny, the hull of all edge pixels, filled. At the photograph's own size it is the original to the bit; at a
    /// working size the small image is blurred first, as the original did.
    /// </summary>
    private static unsafe EyeMask? FindByCanny(CpuBuffer image, EyeMaskOptions options)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        using var small = factor == 1 ? null : BlockAverage.Shrink(image, factor);
        var source = small ?? image.Mat;
        using var gray = new Mat();
        if (source.Channels() == 3)
            Cv2.CvtColor(source, gray, ColorConversionCodes.BGR2GRAY);
        else
            source.CopyTo(gray);
        if (options.WorkingSize > 0)
            Blur(gray, gray);
        using var edges = new Mat();
        Cv2.Canny(gray, edges, options.Threshold, 3.0 * options.Threshold);
        return HullMask.FromEdges(ExtentsOfEdges(edges), factor, image.Width, image.Height);
    }

    /// <summary>The original's blur: 7 x 7, sigma 30.</summary>
    public static void Blur(Mat source, Mat target) => Cv2.GaussianBlur(source, target, new Size(7, 7), 30);

    private static unsafe RowExtents ExtentsOfEdges(Mat edges)
    {
        var size = edges.Size();
        var first = new int[size.Height];
        var last = new int[size.Height];
        for (int y = 0; y < size.Height; y++)
        {
            var row = new ReadOnlySpan<byte>((byte*)edges.Ptr(y), size.Width);
            int at = row.IndexOf((byte)255);
            (first[y], last[y]) = at < 0 ? (int.MaxValue, -1) : (at, row.LastIndexOf((byte)255));
        }

        return RowExtents.FromArrays(size.Width, first, last);
    }
}
