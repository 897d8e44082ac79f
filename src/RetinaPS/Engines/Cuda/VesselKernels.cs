using RetinaPS.Cuda;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>vessels</c>.</summary>
internal sealed class VesselKernels(KernelModules kernels)
{
    private const string Family = "vessels";
    private const int MeasureBlocks = 64;
    private static readonly Dim3 Threads = (32, 8);

    private CudaDevice Device => kernels.Device;

    /// <summary>A larger grey plane of 8 bits, by interpolation.</summary>
    public void Enlarge(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        var columns = LinearTable.Exact(source.Width, target.Width);
        var rows = LinearTable.Exact(source.Height, target.Height);
        using var tables = Upload<int>(stream, [.. columns.First, .. columns.Weight, .. rows.First, .. rows.Weight]);
        Launch("vessel_enlarge", stream, target,
            source.Memory.In(), source.Pitch, source.Width, source.Height, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            tables.In(), tables.In(4L * target.Width), tables.In(8L * target.Width), tables.In((8L * target.Width) + (4L * target.Height)));
    }

    /// <summary>What lies outside a region that is not empty, from what lies near inside.</summary>
    public void FillOutside(CudaStream stream, CudaBuffer plane, CudaBuffer target, MaskMemory inside)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        kernels[Family, "vessel_sum_rows"].Launch(
            Dim3.DivideUp(plane.Height, 8), 256, 0, stream,
            plane.Memory.In(), plane.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums.Out());
        kernels[Family, "vessel_sum_columns"].Launch(Dim3.DivideUp(plane.Width, 64), 64, 0, stream, sums.Out(), plane.Width, plane.Height);
        Launch("vessel_fill_outside", stream, plane,
            plane.Memory.In(), plane.Pitch, target.Memory.Out(), target.Pitch, plane.Width, plane.Height, inside.First, inside.Last, sums.In());
    }

    public void BoxMean(CudaStream stream, CudaBuffer plane, CudaBuffer target, int radius)
    {
        using var sums = Device.Memory.Allocate(8L * plane.Width * plane.Height, stream);
        Launch("vessel_box_rows", stream, plane, plane.Memory.In(), plane.Pitch, plane.Width, plane.Height, radius, sums.Out());
        Launch("vessel_box_columns", stream, plane, sums.In(), plane.Width, plane.Height, radius, target.Memory.Out(), target.Pitch);
    }

    /// <summary>Waits for the result.</summary>
    public PlaneStatistics Measure(CudaStream stream, CudaBuffer plane, MaskMemory inside, long pixels)
    {
        using var records = Device.Memory.Allocate(3L * MeasureBlocks * sizeof(double), stream);
        kernels[Family, "vessel_measure"].Launch(
            MeasureBlocks, 256, 0, stream, plane.Memory.In(), plane.Pitch, plane.Height, inside.First, inside.Last, records.Out());
        var parts = new double[3 * MeasureBlocks];
        stream.Download<double>(records, parts);
        var blocks = parts.Chunk(3).ToArray();
        return new PlaneStatistics(blocks.Sum(part => part[0]) / pixels, blocks.Min(part => part[1]), blocks.Max(part => part[2]));
    }

    public void MatchedResponse(
        CudaStream stream, CudaBuffer matched, CudaBuffer derivative, CudaBuffer target, MaskMemory inside, MatchedThreshold threshold) =>
        Launch("vessel_matched_response", stream, target,
            matched.Memory.In(), matched.Pitch, derivative.Memory.In(), derivative.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            inside.First, inside.Last, threshold.Offset, threshold.Scale * threshold.Level, threshold.Level);

    public void Larger(CudaStream stream, CudaBuffer first, CudaBuffer second, CudaBuffer target) =>
        Launch("vessel_larger", stream, target,
            first.Memory.In(), first.Pitch, second.Memory.In(), second.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height);

    /// <summary>Scales the components that the rule does not keep to below its low value.</summary>
    public void LowerComponents(CudaStream stream, CudaBuffer plane, CudaBuffer target, ComponentRule rule)
    {
        int width = plane.Width, height = plane.Height;
        long bytes = 4L * width * height;
        using var memory = Device.Memory.Allocate(3 * bytes, stream);
        Launch("vessel_seed_components", stream, plane,
            plane.Memory.In(), plane.Pitch, width, height, rule.Low, memory.Out(), memory.Out(bytes), memory.Out(2 * bytes));
        Launch("vessel_join_components", stream, plane, width, height, memory.Out());
        Launch("vessel_count_components", stream, plane,
            plane.Memory.In(), plane.Pitch, width, height, rule.High, memory.In(), memory.Out(bytes), memory.Out(2 * bytes));
        Launch("vessel_lower_components", stream, plane,
            plane.Memory.In(), plane.Pitch, target.Memory.Out(), target.Pitch, width, height, rule.Low, rule.LeastPixels,
            memory.In(), memory.In(bytes), memory.In(2 * bytes));
    }

    /// <summary>The response and the map at the photograph's size.</summary>
    public void Finish(
        CudaStream stream, CudaBuffer response, CudaBuffer cleaned, WorkingEye eye, MaskMemory inside, float threshold, CudaBuffer target, CudaBuffer map)
    {
        using var columns = Upload<LinearColumn>(stream, LinearTable.Columns(response.Width, eye.Area.Width));
        using var rows = Upload<LinearRow>(stream, LinearTable.Rows(response.Height, eye.Area.Height));
        kernels[Family, "vessel_finish"].Launch(
            Dim3.Covering(Dim3.DivideUp(target.Width, 4), target.Height, (64, 4)), (64, 4), 0, stream,
            response.Memory.In(), response.Pitch, cleaned.Memory.In(), cleaned.Pitch, response.Width, columns.In(), rows.In(),
            eye.Area.X, eye.Area.Y, eye.Area.Width, eye.Area.Height,
            target.Memory.Out(), target.Pitch, map.Memory.Out(), map.Pitch, target.Width, target.Height, inside.First, inside.Last, threshold);
    }

    private void Launch(string kernel, CudaStream stream, CudaBuffer covered, params ReadOnlySpan<KernelArgument> arguments) =>
        kernels[Family, kernel].Launch(Dim3.Covering(covered.Width, covered.Height, Threads), Threads, 0, stream, arguments);

    private DeviceMemory Upload<T>(CudaStream stream, T[] table)
        where T : unmanaged
    {
        var memory = Device.Memory.Allocate((long)table.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), stream);
        stream.Upload<T>(table, memory);
        return memory;
    }
}
