using System.Runtime.InteropServices;
using OpenCvSharp;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>
/// The vessel methods' steps on the processor. OpenCV sums floats in orders that depend on the processor, so those sums are our own, in the
/// order that the GPU has too.
/// </summary>
internal sealed class VesselSteps(CpuEngine engine) : IVesselSteps
{
    public ImageBuffer Green(ImageBuffer image, WorkingEye eye)
    {
        using var cut = new Mat(MatOf(image), new Rect(eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height));
        using var green = image.Format == PixelFormat.Bgr24 ? cut.ExtractChannel(1) : cut.Clone();
        bool shrinks = eye.Width <= eye.Area.Width && eye.Height <= eye.Area.Height;
        return Make(plane => Cv2.Resize(
            green, plane, new Size(eye.Width, eye.Height), 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.LinearExact));
    }

    public ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside) => Make(filled =>
    {
        MatOf(plane).CopyTo(filled);
        OutsideFill.Fill(filled, inside);
    });

    public ImageBuffer ToFloat(ImageBuffer plane) => Make(target => MatOf(plane).ConvertTo(target, MatType.CV_32FC1));

    public ImageBuffer Coarse(ImageBuffer plane, int times, float[] taps)
    {
        var size = new Size((plane.Width + times - 1) / times, (plane.Height + times - 1) / times);
        return Make(target => Cv2.Resize(MatOf(plane), target, size, 0, 0, InterpolationFlags.Area)).After(coarse => CoarseBlur.Apply(coarse, taps));
    }

    public ImageBuffer Darkness(ImageBuffer plane, ImageBuffer coarseLight)
    {
        var darkness = Allocate(plane, PixelFormat.Gray32Float);
        var rows = new LinearRows((CpuBuffer)coarseLight, plane.Width, plane.Height);
        var light = new float[plane.Width];
        for (int y = 0; y < plane.Height; y++)
        {
            rows.Read(y, 0, light);
            var levels = RowOf<byte>(plane, y);
            var target = RowOf<float>(darkness, y);
            for (int x = 0; x < target.Length; x++)
                target[x] = (light[x] - levels[x]) / MathF.Sqrt(MathF.Max(light[x], NormalizedUnits.LeastLight));
        }

        return darkness;
    }

    public ImageBuffer Squared(ImageBuffer plane) => Make(target => Cv2.Multiply(MatOf(plane), MatOf(plane), target));

    public ImageBuffer Normalized(ImageBuffer darkness, ImageBuffer coarseSquares)
    {
        var normalized = Allocate(darkness, PixelFormat.Gray8);
        var rows = new LinearRows((CpuBuffer)coarseSquares, darkness.Width, darkness.Height);
        var squares = new float[darkness.Width];
        for (int y = 0; y < darkness.Height; y++)
        {
            rows.Read(y, 0, squares);
            var dark = RowOf<float>(darkness, y);
            var target = RowOf<byte>(normalized, y);
            for (int x = 0; x < target.Length; x++)
            {
                float contrast = MathF.Max(MathF.Sqrt(squares[x]), NormalizedUnits.LeastContrast);
                float level = MathF.Round(dark[x] / contrast * NormalizedUnits.LevelsOfContrast);
                target[x] = (byte)(Math.Clamp(level, -NormalizedUnits.Zero, NormalizedUnits.Zero) + NormalizedUnits.Zero);
            }
        }

        return normalized;
    }

    public ImageBuffer[] Maxima(ImageBuffer plane, IReadOnlyList<FilterBank> banks) => ((IRetinaEngine)engine).FilterMaxima(plane, banks);

    public ImageBuffer RectifiedSum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<float> weights) => Zero(planes[0]).After(sums =>
    {
        using var positive = new Mat();
        foreach (var (plane, weight) in planes.Zip(weights))
        {
            Cv2.Max(MatOf(plane), 0, positive);
            CoarseBlur.AddScaled(ValuesOf(sums), positive.AsSpan<float>(), weight);
        }
    });

    public ImageBuffer Less(ImageBuffer plane, ImageBuffer other, float weight)
    {
        var rest = Allocate(plane, PixelFormat.Gray32Float);
        var target = ValuesOf(rest);
        var values = ValuesOf(plane);
        var others = ValuesOf(other);
        for (int i = 0; i < target.Length; i++)
            target[i] = MathF.Max(values[i] - (weight * others[i]), 0);
        return rest;
    }

    public ImageBuffer LineMaximum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<LineHalves> lines, float whole, float weaker)
    {
        var largest = Zero(planes[0]);
        foreach (var (plane, line) in planes.Zip(lines))
            LineAverage.Raise(largest, (CpuBuffer)plane, line, whole, weaker);
        return largest;
    }

    public ImageBuffer Blend(ImageBuffer lines, float factor, ImageBuffer normalized, float weight)
    {
        var blend = Allocate(lines, PixelFormat.Gray32Float);
        var sums = ValuesOf(blend);
        var values = ValuesOf(lines);
        var levels = ((CpuBuffer)normalized).Pixels;
        for (int i = 0; i < sums.Length; i++)
        {
            float contrasts = (levels[i] - NormalizedUnits.Zero) * NormalizedUnits.ContrastOfLevel;
            sums[i] = (values[i] * factor) + (weight * MathF.Max(contrasts, -1));
        }

        return blend;
    }

    public ImageBuffer Closed(ImageBuffer plane) => Make(closed =>
    {
        using var ellipse = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(ClosingEllipse.Side, ClosingEllipse.Side));
        Cv2.MorphologyEx(MatOf(plane), closed, MorphTypes.Close, ellipse);
    });

    public ImageBuffer Divided(ImageBuffer plane, float divisor)
    {
        var quotients = Allocate(plane, PixelFormat.Gray32Float);
        var target = ValuesOf(quotients);
        var values = ValuesOf(plane);
        for (int i = 0; i < target.Length; i++)
            target[i] = values[i] / divisor;
        return quotients;
    }

    public ImageBuffer BoxMean(ImageBuffer plane, int side)
    {
        var means = Allocate(plane, PixelFormat.Gray32Float);
        BoxAverage.Fill(means, (CpuBuffer)plane, side);
        return means;
    }

    public PlaneStatistics Measure(ImageBuffer plane, RowExtents inside)
    {
        double total = 0;
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        for (int y = 0; y < inside.Height; y++)
        {
            double sum = 0;
            var row = RowOf<float>(plane, y);
            for (int x = inside.First[y]; x <= inside.Last[y]; x++)
            {
                sum += MathF.Max(row[x], 0);
                least = MathF.Min(least, row[x]);
                most = MathF.Max(most, row[x]);
            }

            total += sum;
        }

        return new PlaneStatistics(total / inside.PixelCount, least, most);
    }

    public ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold)
    {
        var response = Zero(matched);
        float slope = threshold.Scale * threshold.Level;
        for (int y = 0; y < inside.Height; y++)
        {
            var h = RowOf<float>(matched, y);
            var d = RowOf<float>(derivative, y);
            var target = RowOf<float>(response, y);
            for (int x = inside.First[y]; x <= inside.Last[y]; x++)
            {
                float positive = MathF.Max(h[x], 0), sum = ((d[x] - threshold.Offset) * slope) + threshold.Level + positive;
                target[x] = sum != 0 ? positive / sum : 0;
            }
        }

        return response;
    }

    public ImageBuffer Larger(ImageBuffer first, ImageBuffer second) => Make(larger => Cv2.Max(MatOf(first), MatOf(second), larger));

    public ImageBuffer LowerComponents(ImageBuffer response, RowExtents inside, ComponentRule rule) => Make(lowered =>
    {
        MatOf(response).CopyTo(lowered);
        VesselComponents.Lower(lowered, inside, rule);
    });

    public ImageBuffer Probability(ImageBuffer plane, float threshold)
    {
        var probability = Allocate(plane, PixelFormat.Gray32Float);
        var target = ValuesOf(probability);
        var values = ValuesOf(plane);
        for (int i = 0; i < target.Length; i++)
        {
            float z = (values[i] / threshold) - 1;
            target[i] = 0.5f + (0.5f * (z / (1 + MathF.Abs(z))));
        }

        return probability;
    }

    public VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold) =>
        VesselResult.Make((CpuBuffer)response, (CpuBuffer)cleaned, eye, mask, threshold);

    private static Mat MatOf(ImageBuffer image) => ((CpuBuffer)image).Mat;

    private static Span<float> ValuesOf(ImageBuffer image) => MemoryMarshal.Cast<byte, float>(((CpuBuffer)image).Pixels);

    private static Span<T> RowOf<T>(ImageBuffer image, int y)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(((CpuBuffer)image).Pixels).Slice(y * image.Width, image.Width);

    private CpuBuffer Allocate(ImageBuffer like, PixelFormat format) => CpuBuffer.Allocate(engine.Device, like.Width, like.Height, format);

    private CpuBuffer Zero(ImageBuffer like) => new(engine.Device, new Mat(like.Height, like.Width, MatType.CV_32FC1, Scalar.All(0)));

    private CpuBuffer Make(Action<Mat> compute) => new(engine.Device, new Mat().After(compute));
}
