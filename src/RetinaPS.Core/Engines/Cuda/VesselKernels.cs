using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the families <c>vessel_plane</c>, <c>vessel_lines</c> and <c>vessel_maps</c>.</summary>
internal sealed class VesselKernels(KernelModules kernels)
{
    private static readonly Dim3 Threads = (32, 8);
    private readonly VesselPlaneLauncher planeLauncher = new(kernels);
    private readonly VesselLinesLauncher lineLauncher = new(kernels);
    private readonly VesselMapsLauncher mapLauncher = new(kernels);

    private CudaDevice Device => kernels.Device;

    /// <summary>A larger grey plane of 8 bits, by interpolation.</summary>
    public void Enlarge(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        var columns = LinearTable.Exact(source.Width, target.Width);
        var rows = LinearTable.Exact(source.Height, target.Height);
        using var tables = stream.Upload<int>([.. columns.First, .. columns.Weight, .. rows.First, .. rows.Weight]);
        planeLauncher.VesselEnlarge(
            GridOf(target), Threads, stream,
            source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, target.Width, target.Height,
            tables, tables.From(4L * target.Width), tables.From(8L * target.Width),
            tables.From((8L * target.Width) + (4L * target.Height)));
    }

    /// <summary>What lies outside a region that is not empty, from what lies near inside.</summary>
    public void FillOutside(CudaStream stream, CudaBuffer plane, CudaBuffer target, MaskMemory inside)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        planeLauncher.VesselSumRows(
            Dim3.DivideUp(plane.Height, 8), 256, stream,
            plane.Memory, plane.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums);
        planeLauncher.VesselSumColumns(Dim3.DivideUp(plane.Width, 64), 64, stream, sums, plane.Width, plane.Height);
        planeLauncher.VesselFillOutside(
            GridOf(plane), Threads, stream,
            plane.Memory, plane.Pitch, target.Memory, target.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums);
    }

    public void ToFloat(CudaStream stream, CudaBuffer plane, CudaBuffer target) => planeLauncher.VesselToFloat(
        GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height);

    public void Square(CudaStream stream, CudaBuffer plane, CudaBuffer target) => planeLauncher.VesselSquare(
        GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height);

    public void Divide(CudaStream stream, CudaBuffer plane, CudaBuffer target, float divisor) => lineLauncher.VesselDivide(
        GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height, divisor);

    public void Probability(CudaStream stream, CudaBuffer plane, CudaBuffer target, float threshold) =>
        lineLauncher.VesselProbability(
            GridOf(target), Threads, stream,
            plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height, threshold);

    public void AddRectified(CudaStream stream, CudaBuffer plane, CudaBuffer sums, float weight) =>
        lineLauncher.VesselAddRectified(
            GridOf(sums), Threads, stream, plane.Memory, plane.Pitch, sums.Memory, sums.Pitch, sums.Width, sums.Height, weight);

    /// <summary>Along rows, then along columns.</summary>
    public void Blur(CudaStream stream, CudaBuffer plane, CudaBuffer between, CudaBuffer target, float[] taps)
    {
        using var memory = stream.Upload<float>(taps);
        planeLauncher.VesselBlur(
            GridOf(between), Threads, stream,
            plane.Memory, plane.Pitch, between.Memory, between.Pitch, between.Width, between.Height, memory, taps.Length, 1);
        planeLauncher.VesselBlur(
            GridOf(target), Threads, stream,
            between.Memory, between.Pitch, target.Memory, target.Pitch, target.Width, target.Height, memory, taps.Length, 0);
    }

    public void Darkness(CudaStream stream, CudaBuffer plane, CudaBuffer coarseLight, CudaBuffer target)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(coarseLight.Width, target.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(coarseLight.Height, target.Height));
        planeLauncher.VesselDarkness(
            GridOf(target), Threads, stream, plane.Memory, plane.Pitch, coarseLight.Memory, coarseLight.Pitch, columns, rows,
            target.Memory, target.Pitch, target.Width, target.Height, NormalizedUnits.LeastLight);
    }

    public void Normalize(CudaStream stream, CudaBuffer darkness, CudaBuffer coarseSquares, CudaBuffer target)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(coarseSquares.Width, target.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(coarseSquares.Height, target.Height));
        planeLauncher.VesselNormalize(
            GridOf(target), Threads, stream, darkness.Memory, darkness.Pitch, coarseSquares.Memory, coarseSquares.Pitch, columns, rows,
            target.Memory, target.Pitch, target.Width, target.Height,
            NormalizedUnits.LeastContrast, NormalizedUnits.LevelsOfContrast, NormalizedUnits.Zero);
    }

    public void Less(CudaStream stream, CudaBuffer plane, CudaBuffer other, CudaBuffer target, float weight) =>
        lineLauncher.VesselLess(
            GridOf(target), Threads, stream,
            plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height, other.Memory, other.Pitch, weight);

    /// <summary>The largest value about each pixel, and the smallest, in the ellipse that closes.</summary>
    public void Dilate(CudaStream stream, CudaBuffer plane, CudaBuffer target) => lineLauncher.VesselDilate(
        GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height);

    /// <inheritdoc cref="Dilate"/>
    public void Erode(CudaStream stream, CudaBuffer plane, CudaBuffer target) => lineLauncher.VesselErode(
        GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height);

    /// <summary>Raises the target, where that is larger, to each plane's average along its line.</summary>
    public void RaiseLines(
        CudaStream stream, IReadOnlyList<CudaBuffer> planes, CudaBuffer target, IReadOnlyList<LineHalves> lines, float whole, float weaker)
    {
        using var taps = stream.Upload<LineTap>([.. lines.SelectMany(line => line.Back.Concat(line.Forth))]);
        long offset = 0;
        foreach (var (plane, line) in planes.Zip(lines))
        {
            lineLauncher.VesselRaiseLine(
                GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height,
                taps.From(offset), line.Back.Length, line.Forth.Length, whole, weaker);
            offset += (line.Back.Length + line.Forth.Length) * Unsafe.SizeOf<LineTap>();
        }
    }

    public void Blend(CudaStream stream, CudaBuffer lines, float factor, CudaBuffer normalized, float weight, CudaBuffer target) =>
        lineLauncher.VesselBlend(
            GridOf(target), Threads, stream,
            lines.Memory, lines.Pitch, normalized.Memory, normalized.Pitch, target.Memory, target.Pitch, target.Width, target.Height,
            factor, weight, NormalizedUnits.Zero, NormalizedUnits.ContrastOfLevel);

    public void BoxMean(CudaStream stream, CudaBuffer plane, CudaBuffer target, int radius)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        mapLauncher.VesselBoxRows(GridOf(plane), Threads, stream, plane.Memory, plane.Pitch, plane.Width, plane.Height, radius, sums);
        mapLauncher.VesselBoxColumns(GridOf(plane), Threads, stream, sums, plane.Width, plane.Height, radius, target.Memory, target.Pitch);
    }

    /// <summary>Waits for the result.</summary>
    public PlaneStatistics Measure(CudaStream stream, CudaBuffer plane, MaskMemory inside, long pixels)
    {
        using var records = Device.Memory.Allocate(3L * plane.Height * sizeof(double), stream);
        mapLauncher.VesselMeasureRows(
            Dim3.DivideUp(plane.Height, 64), 64, stream, plane.Memory, plane.Pitch, plane.Height, inside.First, inside.Last, records);
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
        mapLauncher.VesselMatchedResponse(
            GridOf(target), Threads, stream,
            matched.Memory, matched.Pitch, derivative.Memory, derivative.Pitch, target.Memory, target.Pitch, target.Width, target.Height,
            inside.First, inside.Last, threshold.Offset, threshold.Scale * threshold.Level, threshold.Level);

    public void Larger(CudaStream stream, CudaBuffer first, CudaBuffer second, CudaBuffer target) =>
        mapLauncher.VesselLarger(
            GridOf(target), Threads, stream,
            first.Memory, first.Pitch, second.Memory, second.Pitch, target.Memory, target.Pitch, target.Width, target.Height);

    /// <summary>Lowers the components that are too small.</summary>
    public void LowerComponents(CudaStream stream, CudaBuffer plane, CudaBuffer target, MaskMemory inside, ComponentRule rule)
    {
        int width = plane.Width, height = plane.Height;
        long bytes = 4L * width * height;
        using var labels = Device.Memory.Allocate(bytes, stream);
        using var counts = Device.Memory.Allocate(bytes, stream);
        mapLauncher.VesselSeedComponents(
            GridOf(plane), Threads, stream,
            plane.Memory, plane.Pitch, width, height, inside.First, inside.Last, rule.Threshold, labels, counts);
        mapLauncher.VesselJoinComponents(GridOf(plane), Threads, stream, width, height, labels);
        mapLauncher.VesselCountComponents(GridOf(plane), Threads, stream, width, height, labels, counts);
        mapLauncher.VesselLowerComponents(
            GridOf(target), Threads, stream, plane.Memory, plane.Pitch, target.Memory, target.Pitch, target.Width, target.Height,
            rule.Threshold, rule.LeastPixels, labels, counts);
    }

    /// <summary>The response and the map at the photograph's size.</summary>
    public void Finish(
        CudaStream stream, CudaBuffer response, CudaBuffer cleaned, WorkingEye eye, MaskMemory inside, float threshold, CudaBuffer target, CudaBuffer map)
    {
        using var columns = stream.Upload<LinearSpan>(LinearSpan.Table(response.Width, eye.Area.Width));
        using var rows = stream.Upload<LinearSpan>(LinearSpan.Table(response.Height, eye.Area.Height));
        mapLauncher.VesselFinish(
            Dim3.Covering(Dim3.DivideUp(target.Width, 4), target.Height, (64, 4)), (64, 4), stream,
            response.Memory, response.Pitch, cleaned.Memory, cleaned.Pitch, columns, rows,
            eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height,
            target.Memory, target.Pitch, map.Memory, map.Pitch, target.Width, target.Height, inside.First, inside.Last, threshold);
    }

    private static Dim3 GridOf(CudaBuffer covered) => Dim3.Covering(covered.Width, covered.Height, Threads);
}
