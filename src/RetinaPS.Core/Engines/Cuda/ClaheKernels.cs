using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>clahe</c>.</summary>
internal sealed class ClaheKernels(KernelModules kernels)
{
    public const string Family = "clahe";
    private const int RowsOfBand = 8;
    private static readonly Dim3 TableThreads = new(1024, 1, 1);
    private static readonly Dim3 BlendThreads = new(128, 1, 1);

    // A failure is not kept: the next caller tries again.
    private readonly Lazy<DeviceMemory> division = new(
        () => kernels.Device.CurrentStream.Upload<int>(HsvDivisionTable.Values), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>CLAHE of the grey image, or of one channel, which may not be V.</summary>
    public void EqualizePlane(CudaStream stream, CudaBuffer source, CudaBuffer target, ClaheOptions options)
    {
        var grid = new ClaheGrid(source.Width, source.Height, options);
        using var tileTables = AllocateTables(stream, grid);
        var blocks = new Dim3(grid.TilesX, grid.TilesY, 1);
        var shape = LaunchShape.FourPixelsAThread(source.Width, source.Height, BlendThreads.X, RowsOfBand);
        if (source.Format == PixelFormat.Gray8)
        {
            kernels[Family, "clahe_tables_gray"].Launch(
                blocks, TableThreads, 0, stream, source.Memory.In(), source.Pitch, source.Width, source.Height, KernelArgument.Of(grid), tileTables.Out());
            kernels[Family, "clahe_blend_gray"].Launch(
                shape, BlendThreads, 0, stream, source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height,
                KernelArgument.Of(grid), tileTables.In());
            return;
        }

        int channel = (int)options.Channel - (int)ImageChannel.Blue;
        kernels[Family, "clahe_tables_channel"].Launch(
            blocks, TableThreads, 0, stream, source.Memory.In(), source.Pitch, source.Width, source.Height, KernelArgument.Of(grid), channel,
            tileTables.Out());
        kernels[Family, "clahe_blend_channel"].Launch(
            shape, BlendThreads, 0, stream, source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height,
            KernelArgument.Of(grid), channel, tileTables.In());
    }

    /// <summary>
    /// CLAHE of V, after look-up tables and before a mask where they are given, without a colour image in between. Source and target may
    /// be one.
    /// </summary>
    public void EqualizeValue(CudaStream stream, CudaBuffer source, CudaBuffer target, ClaheOptions options, DeviceMemory? tables, MaskMemory? mask)
    {
        var grid = new ClaheGrid(source.Width, source.Height, options);
        using var tileTables = AllocateTables(stream, grid);
        var tablesArgument = tables?.In() ?? KernelArgument.Null;
        kernels[Family, "clahe_tables_value"].Launch(
            new Dim3(grid.TilesX, grid.TilesY, 1), TableThreads, 0, stream,
            source.Memory.In(), source.Pitch, source.Width, source.Height, KernelArgument.Of(grid), tablesArgument, tileTables.Out());
        kernels[Family, "clahe_blend_value"].Launch(
            LaunchShape.FourPixelsAThread(source.Width, source.Height, BlendThreads.X, RowsOfBand), BlendThreads, 0, stream,
            source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height, KernelArgument.Of(grid), tablesArgument,
            tileTables.In(), division.Value.In(), KernelArgument.Of(HsvRounding.For(source.Width)),
            mask?.First ?? KernelArgument.Null, mask?.Last ?? KernelArgument.Null);
    }

    private DeviceMemory AllocateTables(CudaStream stream, ClaheGrid grid) =>
        kernels.Device.Memory.Allocate((long)grid.Tiles * HistogramSpecification.Levels, stream);
}
