using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>clahe</c>.</summary>
internal sealed class ClaheKernels(KernelModules kernels)
{
    private const int RowsOfBand = 8;
    private static readonly Dim3 TableThreads = 1024;
    private static readonly Dim3 BlendThreads = 128;
    private readonly ClaheLauncher launch = new(kernels);

    // A failure is not kept: the next caller tries again.
    private readonly Lazy<DeviceMemory> division = new(
        () => kernels.Device.CurrentStream.Upload<int>(HsvDivisionTable.Values), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>CLAHE of the grey image, or of one channel, which may not be V.</summary>
    public void EqualizePlane(CudaStream stream, CudaBuffer source, CudaBuffer target, ClaheOptions options)
    {
        var grid = new ClaheGrid(source.Width, source.Height, options);
        using var tileTables = AllocateTables(stream, grid);
        Dim3 blocks = (grid.TilesX, grid.TilesY);
        var shape = LaunchShape.FourPixelsAThread(source.Width, source.Height, BlendThreads.X, RowsOfBand);
        if (source.Format == PixelFormat.Gray8)
        {
            launch.ClaheTablesGray(
                blocks, TableThreads, stream, source.Memory, source.Pitch, source.Width, source.Height, grid, tileTables);
            launch.ClaheBlendGray(
                shape, BlendThreads, stream, source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height,
                grid, tileTables);
            return;
        }

        int channel = (int)options.Channel - (int)ImageChannel.Blue;
        launch.ClaheTablesChannel(
            blocks, TableThreads, stream, source.Memory, source.Pitch, source.Width, source.Height, grid, channel, tileTables);
        launch.ClaheBlendChannel(
            shape, BlendThreads, stream, source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height,
            grid, channel, tileTables);
    }

    /// <summary>
    /// CLAHE of V, after look-up tables and before a mask where they are given, without a colour image in between. Source and target may
    /// be one.
    /// </summary>
    public void EqualizeValue(CudaStream stream, CudaBuffer source, CudaBuffer target, ClaheOptions options, DeviceMemory? tables, MaskMemory? mask)
    {
        var grid = new ClaheGrid(source.Width, source.Height, options);
        using var tileTables = AllocateTables(stream, grid);
        var lookUp = tables ?? KernelMemory.None;
        launch.ClaheTablesValue(
            (grid.TilesX, grid.TilesY), TableThreads, stream,
            source.Memory, source.Pitch, source.Width, source.Height, grid, lookUp, tileTables);
        launch.ClaheBlendValue(
            LaunchShape.FourPixelsAThread(source.Width, source.Height, BlendThreads.X, RowsOfBand), BlendThreads, stream,
            source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height, grid, lookUp,
            tileTables, division.Value, HsvRounding.For(source.Width), mask?.First ?? KernelMemory.None, mask?.Last ?? KernelMemory.None);
    }

    private DeviceMemory AllocateTables(CudaStream stream, ClaheGrid grid) =>
        kernels.Device.Memory.Allocate((long)grid.Tiles * HistogramSpecification.Levels, stream);
}
