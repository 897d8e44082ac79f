using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>canny</c>.</summary>
internal sealed class CannyKernels(KernelModules kernels)
{
    private const string Family = "canny";
    private const int FlatThreads = 256;
    private const int Tile = 32;
    private static readonly Dim3 Threads = (32, 8);

    /// <summary>
    /// The first and the last edge of each row of a grey image. Two ints a row come back; the map and the labels of the edges stay on the
    /// device and end there.
    /// </summary>
    public RowExtents FindRowExtents(CudaStream stream, CudaBuffer plane, int low, int high)
    {
        int height = plane.Height;
        using var extents = QueueRowExtents(stream, plane, low, high);
        var both = new int[2 * height];
        stream.Download<int>(extents, both);
        return RowExtents.FromArrays(plane.Width, both[..height], both[height..]);
    }

    /// <summary>The same without waiting: the first columns of all rows on the device, then the last ones.</summary>
    public DeviceMemory QueueRowExtents(CudaStream stream, CudaBuffer plane, int low, int high)
    {
        if (low > high)
            (low, high) = (high, low);
        int width = plane.Width, height = plane.Height;
        int pitch = CudaBuffer.PitchFor(width, PixelFormat.Gray8);
        var pool = kernels.Device.Memory;
        using var map = pool.Allocate((long)pitch * height, stream);
        stream.ClearRowEnds(new PitchedMemory(map, pitch), width, height);
        using var labels = pool.Allocate((long)width * height * sizeof(int), stream);
        var extents = pool.Allocate(2L * height * sizeof(int), stream);
        kernels[Family, "canny_classify"].Launch(
            Dim3.Covering(width, height, (Tile, Tile)), Threads, 0, stream,
            plane.Memory.In(), plane.Pitch, width, height, low, high, map.Out(), pitch, labels.Out());
        int borders = checked((((width - 1) / Tile) * height) + (((height - 1) / Tile) * width));
        if (borders > 0)
        {
            kernels[Family, "canny_join"].Launch(
                Dim3.DivideUp(borders, FlatThreads), FlatThreads, 0, stream, map.In(), pitch, width, height, labels.Out());
        }

        kernels[Family, "canny_mark"].Launch(
            Dim3.Covering(width, height, (16 * Threads.X, Threads.Y)), Threads, 0, stream, map.Out(), pitch, width, height, labels.In());
        kernels[Family, "canny_row_extents"].Launch(
            Dim3.DivideUp(height, FlatThreads / 32), FlatThreads, 0, stream,
            map.In(), pitch, width, height, labels.In(), extents.Out(), extents.Out((long)height * sizeof(int)));
        return extents;
    }
}
