using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>The chain on one photograph, step by step, to be looked at: the engine's single steps, whose bytes are the fused chain's.</summary>
internal sealed class ChainSteps(PreprocessPlan plan, Func<RetinaImage, EyeMask> findEye)
{
    public static readonly IReadOnlyList<string> Names = ["Original", "Eye mask", "Histogram specified", "CLAHE", "Result"];

    /// <summary>Shows each step's image as soon as it is there; an image is valid only while it is shown.</summary>
    /// <param name="photograph">An 8-bit image, which is borrowed.</param>
    /// <param name="show">Takes the step's number and its image; the mask that was found is the image's from the second step on.</param>
    public void Run(RetinaImage photograph, Action<int, RetinaImage> show)
    {
        if (photograph.Format == PixelFormat.Gray32Float)
            throw RetinaErrors.UnsupportedPixels(photograph.Name, photograph.Format, "A sheet of steps", "Use an 8-bit image.");
        var engine = photograph.Device.Engine;
        using var original = ToColor(photograph);
        show(0, original);
        using var prepared = plan.PyramidDown ? original.Derive(engine.PyramidDown(original.Buffer, 1, blur: true), null) : original.WithMask(null);
        var mask = photograph.Mask?.Resize(prepared.Width, prepared.Height) ?? findEye(prepared);
        using var masked = prepared.WithMask(mask);
        show(1, masked);
        if (mask.PixelCount == 0)
            throw RetinaErrors.EmptyMask(photograph.Name);
        var histogram = new ColorHistogram(null, photograph.Name, engine.CountLevels(masked.Buffer, mask.Extents), plan.ExcludeSaturated);
        using var specified = masked.Derive(engine.ApplyTables(masked.Buffer, plan.Reference.TablesFor(histogram)), mask);
        show(2, specified);
        using var equalized = specified.Derive(engine.Clahe(specified.Buffer, plan.Clahe), mask);
        show(3, equalized);
        using var result = equalized.Derive(engine.ApplyMask(equalized.Buffer, mask.Extents), mask);
        show(4, result);
    }

    /// <summary>Another image over the same pixels, or the grey levels in all three channels.</summary>
    private static RetinaImage ToColor(RetinaImage image)
    {
        if (image.Format == PixelFormat.Bgr24)
            return image.WithMask(image.Mask);
        using var gray = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC1, image.CopyPixels());
        using var color = gray.CvtColor(ColorConversionCodes.GRAY2BGR);
        color.GetArray(out Vec3b[] pixels);
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<Vec3b>(pixels);
        return image.Derive(image.Device.Engine.Upload(bytes, image.Width, image.Height, PixelFormat.Bgr24), image.Mask);
    }
}
