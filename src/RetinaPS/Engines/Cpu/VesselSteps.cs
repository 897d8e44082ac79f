using OpenCvSharp;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>The vessel methods' steps on the processor.</summary>
internal sealed class VesselSteps(CpuEngine engine) : IVesselSteps
{
    public ImageBuffer InvertedGreen(ImageBuffer image, WorkingEye eye)
    {
        using var cut = new Mat(MatOf(image), new Rect(eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height));
        using var green = new Mat();
        if (image.Format == PixelFormat.Bgr24)
            Cv2.ExtractChannel(cut, green, 1);
        else
            cut.CopyTo(green);
        bool shrinks = eye.Width <= eye.Area.Width && eye.Height <= eye.Area.Height;
        return Make(plane =>
        {
            Cv2.BitwiseNot(green, green);
            Cv2.Resize(green, plane, new Size(eye.Width, eye.Height), 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.LinearExact);
        });
    }

    public ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside) => Make(filled =>
    {
        MatOf(plane).CopyTo(filled);
        OutsideFill.Fill(filled, inside);
    });

    public ImageBuffer Maximum(ImageBuffer plane, FilterBank bank) => engine.FilterMaximum(plane, bank, FilterResponse.Float, withIndex: false).Response;

    public ImageBuffer BoxMean(ImageBuffer plane, int side) => Make(mean => Cv2.Blur(MatOf(plane), mean, new Size(side, side)));

    public PlaneStatistics Measure(ImageBuffer plane, RowExtents inside)
    {
        using var region = new Mat(inside.Height, inside.Width, MatType.CV_8UC1, Scalar.All(255));
        PreprocessChain.ClearOutside(region, inside, 0);
        Cv2.MinMaxLoc(MatOf(plane), out double minimum, out double maximum, out _, out _, region);
        return new PlaneStatistics(Cv2.Mean(MatOf(plane), region).Val0, minimum, maximum);
    }

    public ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold) => Make(response =>
    {
        using var limit = new Mat();
        Cv2.Subtract(MatOf(derivative), Scalar.All(threshold.Offset), limit);
        limit.ConvertTo(limit, -1, threshold.Scale * threshold.Level, threshold.Level);
        using var positive = new Mat();
        Cv2.Max(MatOf(matched), 0, positive);
        Cv2.Add(limit, positive, limit);
        Cv2.Divide(positive, limit, response);
        PreprocessChain.ClearOutside(response, inside, 0);
    });

    public ImageBuffer Larger(ImageBuffer first, ImageBuffer second) => Make(larger => Cv2.Max(MatOf(first), MatOf(second), larger));

    public ImageBuffer LowerComponents(ImageBuffer response, ComponentRule rule) => Make(lowered =>
    {
        MatOf(response).CopyTo(lowered);
        VesselComponents.Lower(lowered, rule);
    });

    public VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold)
    {
        var full = AtPhotographSize(MatOf(response), eye, mask);
        try
        {
            using var certain = ReferenceEquals(response, cleaned) ? full.Clone() : AtPhotographSize(MatOf(cleaned), eye, mask);
            return new VesselPlanes(new CpuBuffer(engine.Device, full), Make(map => Cv2.Compare(certain, threshold, map, CmpTypes.GE)), threshold);
        }
        catch
        {
            full.Dispose();
            throw;
        }
    }

    private static Mat AtPhotographSize(Mat plane, WorkingEye eye, EyeMask mask)
    {
        var full = new Mat(mask.Height, mask.Width, MatType.CV_32FC1, Scalar.All(0));
        using var part = new Mat(full, new Rect(eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height));
        Cv2.Resize(plane, part, part.Size(), 0, 0, InterpolationFlags.Linear);
        PreprocessChain.ClearOutside(full, mask.Extents, 0);
        return full;
    }

    private static Mat MatOf(ImageBuffer image) => ((CpuBuffer)image).Mat;

    private CpuBuffer Make(Action<Mat> compute)
    {
        var target = new Mat();
        try
        {
            compute(target);
            return new CpuBuffer(engine.Device, target);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }
}
