using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>histogram</c>.</summary>
internal sealed class HistogramKernels(KernelModules kernels)
{
    public const string Family = "histogram";
    private const int Levels = HistogramSpecification.Levels;
    private const int Threads = 256;
    private const int RowsOfBand = 4;

    /// <summary>Counts levels inside the mask; the counts, 256 a channel, are 0 before.</summary>
    public void Count(CudaStream stream, CudaBuffer image, MaskMemory? mask, DeviceMemory counts)
    {
        int across = Dim3.DivideUp(Dim3.DivideUp(image.Width, 4), Threads);
        // Enough blocks to fill the card a few times over, each with many rows: a block's table costs more than a row.
        int down = Math.Clamp(kernels.Device.MultiProcessorCount * 8 / across, 1, image.Height);
        kernels[Family, image.Format == PixelFormat.Bgr24 ? "count_levels_bgr" : "count_levels_gray"].Launch(
            new Dim3(across, down, 1), new Dim3(Threads, 1, 1), 0, stream,
            image.Memory.In(), image.Pitch, image.Width, image.Height, mask?.First ?? KernelArgument.Null, mask?.Last ?? KernelArgument.Null, counts.Out());
    }

    /// <summary>Makes the look-up tables of three channels from their counts; the flag of a constant channel, behind the counts, becomes 1.</summary>
    public void Match(CudaStream stream, DeviceMemory counts, uint pixelCount, bool excludeSaturated, DeviceMemory reference, DeviceMemory tables, long flagsOffset) =>
        kernels[Family, "match_levels"].Launch(
            new Dim3(3, 1, 1), new Dim3(Levels, 1, 1), 0, stream,
            counts.In(), pixelCount, excludeSaturated ? 1 : 0, reference.In(), tables.Out(), counts.Out(flagsOffset));

    /// <summary>Applies one table a channel.</summary>
    public void Apply(CudaStream stream, CudaBuffer source, CudaBuffer target, DeviceMemory tables) =>
        kernels[Family, source.Format == PixelFormat.Bgr24 ? "apply_tables_bgr" : "apply_tables_gray"].Launch(
            LaunchShape.FourPixelsAThread(source.Width, source.Height, Threads, RowsOfBand), new Dim3(Threads, 1, 1), 0, stream,
            source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height, tables.In());

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
