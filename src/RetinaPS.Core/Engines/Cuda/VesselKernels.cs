using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the families <c>vessel_plane</c>, <c>vessel_lines</c> and <c>vessel_maps</c>.</summary>
internal sealed class VesselKernels(KernelModules kernels)
{
    private const string Plane = "vessel_plane";
    private const string Lines = "vessel_lines";
    private const string Maps = "vessel_maps";
    private static readonly Dim3 Threads = (32, 8);

    private CudaDevice Device => kernels.Device;

    /// <summary>A larger grey plane of 8 bits, by interpolation.</summary>
    public void Enlarge(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        var columns = LinearTable.Exact(source.Width, target.Width);
        var rows = LinearTable.Exact(source.Height, target.Height);
        using var tables = stream.Upload<int>([.. columns.First, .. columns.Weight, .. rows.First, .. rows.Weight]);
        Launch(Plane, "vessel_enlarge", stream, target,
            source.Memory.In(), source.Pitch, source.Width, source.Height, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            tables.In(), tables.In(4L * target.Width), tables.In(8L * target.Width), tables.In((8L * target.Width) + (4L * target.Height)));
    }

    /// <summary>What lies outside a region that is not empty, from what lies near inside.</summary>
    public void FillOutside(CudaStream stream, CudaBuffer plane, CudaBuffer target, MaskMemory inside)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        kernels[Plane, "vessel_sum_rows"].Launch(
            Dim3.DivideUp(plane.Height, 8), 256, 0, stream,
            plane.Memory.In(), plane.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums.Out());
        kernels[Plane, "vessel_sum_columns"].Launch(Dim3.DivideUp(plane.Width, 64), 64, 0, stream, sums.Out(), plane.Width, plane.Height);
        Launch(Plane, "vessel_fill_outside", stream, plane,
            plane.Memory.In(), plane.Pitch, target.Memory.Out(), target.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums.In());
    }

    public void ToFloat(CudaStream stream, CudaBuffer plane, CudaBuffer target) => Map(Plane, "vessel_to_float", stream, plane, target);

    public void Square(CudaStream stream, CudaBuffer plane, CudaBuffer target) => Map(Plane, "vessel_square", stream, plane, target);

    public void Divide(CudaStream stream, CudaBuffer plane, CudaBuffer target, float divisor) => Map(Lines, "vessel_divide", stream, plane, target, divisor);

    public void Probability(CudaStream stream, CudaBuffer plane, CudaBuffer target, float threshold) =>
        Map(Lines, "vessel_probability", stream, plane, target, threshold);

    public void AddRectified(CudaStream stream, CudaBuffer plane, CudaBuffer sums, float weight) =>
        Map(Lines, "vessel_add_rectified", stream, plane, sums, weight);

    /// <summary>Along rows, then along columns.</summary>
    public void Blur(CudaStream stream, CudaBuffer plane, CudaBuffer between, CudaBuffer target, float[] taps)
    {
        using var memory = stream.Upload<float>(taps);
        Map(Plane, "vessel_blur", stream, plane, between, memory.In(), taps.Length, 1);
        Map(Plane, "vessel_blur", stream, between, target, memory.In(), taps.Length, 0);
    }

    public void Darkness(CudaStream stream, CudaBuffer plane, CudaBuffer coarseLight, CudaBuffer target)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(coarseLight.Width, target.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(coarseLight.Height, target.Height));
        Launch(Plane, "vessel_darkness", stream, target,
            plane.Memory.In(), plane.Pitch, coarseLight.Memory.In(), coarseLight.Pitch, columns.In(), rows.In(),
            target.Memory.Out(), target.Pitch, target.Width, target.Height, NormalizedUnits.LeastLight);
    }

    public void Normalize(CudaStream stream, CudaBuffer darkness, CudaBuffer coarseSquares, CudaBuffer target)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(coarseSquares.Width, target.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(coarseSquares.Height, target.Height));
        Launch(Plane, "vessel_normalize", stream, target,
            darkness.Memory.In(), darkness.Pitch, coarseSquares.Memory.In(), coarseSquares.Pitch, columns.In(), rows.In(),
            target.Memory.Out(), target.Pitch, target.Width, target.Height,
            NormalizedUnits.LeastContrast, NormalizedUnits.LevelsOfContrast, NormalizedUnits.Zero);
    }

    public void Less(CudaStream stream, CudaBuffer plane, CudaBuffer other, CudaBuffer target, float weight) =>
        Map(Lines, "vessel_less", stream, plane, target, other.Memory.In(), other.Pitch, weight);

    /// <summary>The largest value about each pixel, and the smallest, in the ellipse that closes.</summary>
    public void Dilate(CudaStream stream, CudaBuffer plane, CudaBuffer target) => Map(Lines, "vessel_dilate", stream, plane, target);

    /// <inheritdoc cref="Dilate"/>
    public void Erode(CudaStream stream, CudaBuffer plane, CudaBuffer target) => Map(Lines, "vessel_erode", stream, plane, target);

    /// <summary>Raises the target, where that is larger, to each plane's average along its line.</summary>
    public void RaiseLines(
        CudaStream stream, IReadOnlyList<CudaBuffer> planes, CudaBuffer target, IReadOnlyList<LineHalves> lines, float whole, float weaker)
    {
        using var taps = stream.Upload<LineTap>([.. lines.SelectMany(line => line.Back.Concat(line.Forth))]);
        long offset = 0;
        foreach (var (plane, line) in planes.Zip(lines))
        {
            Map(Lines, "vessel_raise_line", stream, plane, target, taps.In(offset), line.Back.Length, line.Forth.Length, whole, weaker);
            offset += (line.Back.Length + line.Forth.Length) * Unsafe.SizeOf<LineTap>();
        }
    }

    public void Blend(CudaStream stream, CudaBuffer lines, float factor, CudaBuffer normalized, float weight, CudaBuffer target) =>
        Launch(Lines, "vessel_blend", stream, target,
            lines.Memory.In(), lines.Pitch, normalized.Memory.In(), normalized.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            factor, weight, NormalizedUnits.Zero, NormalizedUnits.ContrastOfLevel);

    public void BoxMean(CudaStream stream, CudaBuffer plane, CudaBuffer target, int radius)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        Launch(Maps, "vessel_box_rows", stream, plane, plane.Memory.In(), plane.Pitch, plane.Width, plane.Height, radius, sums.Out());
        Launch(Maps, "vessel_box_columns", stream, plane, sums.In(), plane.Width, plane.Height, radius, target.Memory.Out(), target.Pitch);
    }

    /// <summary>Waits for the result.</summary>
    public PlaneStatistics Measure(CudaStream stream, CudaBuffer plane, MaskMemory inside, long pixels)
    {
        using var records = Device.Memory.Allocate(3L * plane.Height * sizeof(double), stream);
        kernels[Maps, "vessel_measure_rows"].Launch(
            Dim3.DivideUp(plane.Height, 64), 64, 0, stream, plane.Memory.In(), plane.Pitch, plane.Height, inside.First, inside.Last, records.Out());
        var rows = new double[3 * plane.Height];
        stream.Download<double>(records, rows);
        double total = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int i = 0; i < rows.Length; i += 3)
        {
            total += rows[i];
            least = Math.Min(least, rows[i + 1]);
            most = Math.Max(most, rows[i + 2]);
        }

        return new PlaneStatistics(total / pixels, least, most);
    }

    public void MatchedResponse(
        CudaStream stream, CudaBuffer matched, CudaBuffer derivative, CudaBuffer target, MaskMemory inside, MatchedThreshold threshold) =>
        Launch(Maps, "vessel_matched_response", stream, target,
            matched.Memory.In(), matched.Pitch, derivative.Memory.In(), derivative.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            inside.First, inside.Last, threshold.Offset, threshold.Scale * threshold.Level, threshold.Level);

    public void Larger(CudaStream stream, CudaBuffer first, CudaBuffer second, CudaBuffer target) =>
        Launch(Maps, "vessel_larger", stream, target,
            first.Memory.In(), first.Pitch, second.Memory.In(), second.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height);

    /// <summary>Lowers the components that are too small.</summary>
    public void LowerComponents(CudaStream stream, CudaBuffer plane, CudaBuffer target, MaskMemory inside, ComponentRule rule)
    {
        int width = plane.Width, height = plane.Height;
        long bytes = 4L * width * height;
        using var labels = Device.Memory.Allocate(bytes, stream);
        using var counts = Device.Memory.Allocate(bytes, stream);
        Launch(Maps, "vessel_seed_components", stream, plane,
            plane.Memory.In(), plane.Pitch, width, height, inside.First, inside.Last, rule.Threshold, labels.Out(), counts.Out());
        Launch(Maps, "vessel_join_components", stream, plane, width, height, labels.Out());
        Launch(Maps, "vessel_count_components", stream, plane, width, height, labels.In(), counts.Out());
        Map(Maps, "vessel_lower_components", stream, plane, target, rule.Threshold, rule.LeastPixels, labels.In(), counts.In());
    }

    /// <summary>The response and the map at the photograph's size.</summary>
    public void Finish(
        CudaStream stream, CudaBuffer response, CudaBuffer cleaned, WorkingEye eye, MaskMemory inside, float threshold, CudaBuffer target, CudaBuffer map)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(response.Width, eye.Area.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(response.Height, eye.Area.Height));
        kernels[Maps, "vessel_finish"].Launch(
            Dim3.Covering(Dim3.DivideUp(target.Width, 4), target.Height, (64, 4)), (64, 4), 0, stream,
            response.Memory.In(), response.Pitch, cleaned.Memory.In(), cleaned.Pitch, columns.In(), rows.In(),
            eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height,
            target.Memory.Out(), target.Pitch, map.Memory.Out(), map.Pitch, target.Width, target.Height, inside.First, inside.Last, threshold);
    }

    /// <summary>A kernel that makes a plane of another one.</summary>
    private void Map(string family, string kernel, CudaStream stream, CudaBuffer plane, CudaBuffer target, params ReadOnlySpan<KernelArgument> more) =>
        Launch(family, kernel, stream, target,
            [plane.Memory.In(), plane.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height, .. more]);

    private void Launch(string family, string kernel, CudaStream stream, CudaBuffer covered, params ReadOnlySpan<KernelArgument> arguments) =>
        kernels[family, kernel].Launch(Dim3.Covering(covered.Width, covered.Height, Threads), Threads, 0, stream, arguments);
}
