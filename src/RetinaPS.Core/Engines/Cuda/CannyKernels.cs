using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>canny</c>.</summary>
internal sealed class CannyKernels(KernelModules kernels)
{
    private const int FlatThreads = 256;
    private const int Tile = 32;
    private static readonly Dim3 Threads = (32, 8);
    private readonly CannyLauncher launch = new(kernels);

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
        return pool.Allocate(2L * height * sizeof(int), stream).After(extents =>
        {
            launch.CannyClassify(
                Dim3.Covering(width, height, (Tile, Tile)), Threads, stream,
                plane.Memory, plane.Pitch, width, height, low, high, map, pitch, labels);
            int borders = checked((((width - 1) / Tile) * height) + (((height - 1) / Tile) * width));
            if (borders > 0)
                launch.CannyJoin(Dim3.DivideUp(borders, FlatThreads), FlatThreads, stream, map, pitch, width, height, labels);
            launch.CannyMark(Dim3.Covering(width, height, (16 * Threads.X, Threads.Y)), Threads, stream, map, pitch, width, height, labels);
            launch.CannyRowExtents(
                Dim3.DivideUp(height, FlatThreads / 32), FlatThreads, stream,
                map, pitch, width, height, labels, extents, extents.From((long)height * sizeof(int)));
        });
    }
}
