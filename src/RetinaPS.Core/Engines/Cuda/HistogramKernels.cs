using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>histogram</c>.</summary>
internal sealed class HistogramKernels(KernelModules kernels)
{
    private const int Levels = HistogramSpecification.Levels;
    private const int Threads = 256;
    private const int RowsOfBand = 4;
    private readonly HistogramLauncher launch = new(kernels);

    /// <summary>Counts levels inside the mask; the counts, 256 a channel, are 0 before.</summary>
    public void Count(CudaStream stream, CudaBuffer image, MaskMemory? mask, DeviceMemory counts)
    {
        int across = Dim3.DivideUp(Dim3.DivideUp(image.Width, 4), Threads);
        // Enough blocks to fill the card a few times over, each with many rows: a block's table costs more than a row.
        int down = Math.Clamp(kernels.Device.MultiProcessorCount * 8 / across, 1, image.Height);
        Dim3 grid = (across, down);
        KernelMemory first = mask?.First ?? KernelMemory.None, last = mask?.Last ?? KernelMemory.None;
        if (image.Format == PixelFormat.Bgr24)
            launch.CountLevelsBgr(grid, Threads, stream, image.Memory, image.Pitch, image.Width, image.Height, first, last, counts);
        else
            launch.CountLevelsGray(grid, Threads, stream, image.Memory, image.Pitch, image.Width, image.Height, first, last, counts);
    }

    /// <summary>Makes the look-up tables of three channels from their counts; the flag of a constant channel, behind the counts, becomes 1.</summary>
    public void Match(CudaStream stream, DeviceMemory counts, uint pixelCount, bool excludeSaturated, DeviceMemory reference, DeviceMemory tables, long flagsOffset) =>
        launch.MatchLevels(3, Levels, stream, counts, pixelCount, excludeSaturated ? 1 : 0, reference, tables, counts.From(flagsOffset));

    /// <summary>Applies one table a channel.</summary>
    public void Apply(CudaStream stream, CudaBuffer source, CudaBuffer target, DeviceMemory tables)
    {
        var grid = LaunchShape.FourPixelsAThread(source.Width, source.Height, Threads, RowsOfBand);
        if (source.Format == PixelFormat.Bgr24)
            launch.ApplyTablesBgr(grid, Threads, stream,
            source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height, tables);
        else
            launch.ApplyTablesGray(grid, Threads, stream,
            source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height, tables);
    }

    /// <summary>[channel][level] of counts that stand one after the other.</summary>
    public static long[][] ToCounts(ReadOnlySpan<uint> levels)
    {
        var counts = new long[levels.Length / HistogramSpecification.Levels][];
        for (int channel = 0; channel < counts.Length; channel++)
        {
            counts[channel] = new long[HistogramSpecification.Levels];
            for (int level = 0; level < HistogramSpecification.Levels; level++)
                counts[channel][level] = levels[(channel * HistogramSpecification.Levels) + level];
        }

        return counts;
    }
}
