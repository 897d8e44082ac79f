using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>resize</c>: shrinking by area.</summary>
internal sealed class ResizeKernels(KernelModules kernels)
{
    private const int FlatThreads = 256;
    private const int SpanBytes = 5 * sizeof(int);

    // A thread block of the weighted kernels: columns of the target, and rows of the source at a time.
    private const int Columns = 32;
    private const int MostRows = 8;
    private const int SourceRows = 32;
    private readonly ResizeLauncher launch = new(kernels);

    /// <summary>Shrinks an image of any format to the target's size; neither side may grow.</summary>
    public void Shrink(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        var across = new AreaResizeTable(source.Width, target.Width);
        var down = new AreaResizeTable(source.Height, target.Height);
        if (across.WholeFactor > 0 && down.WholeFactor > 0)
            ShrinkWhole(stream, source, target, across.WholeFactor, down.WholeFactor);
        else
            ShrinkWeighted(stream, source, target, across, down);
    }

    private void ShrinkWhole(CudaStream stream, CudaBuffer source, CudaBuffer target, int factorX, int factorY)
    {
        int channels = source.Format.Channels();
        var sums = new BlockSumShape(factorX, factorY, channels);
        if (source.Format == PixelFormat.Gray32Float)
        {
            launch.ResizeWholeFloat(
                (Dim3.DivideUp(target.Width, FlatThreads), target.Height), FlatThreads, stream,
                source.Memory, source.Pitch, target.Memory, target.Pitch, target.Width, factorX, factorY);
        }
        else if (sums.Fits && channels == 3)
        {
            launch.ResizeWholeBgr(
                sums.GridFor(target), BlockSumShape.Threads, stream,
                source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, factorX, factorY, sums.Outputs);
        }
        else if (sums.Fits)
        {
            launch.ResizeWholeGray(
                sums.GridFor(target), BlockSumShape.Threads, stream,
                source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, factorX, factorY, sums.Outputs);
        }
        else
        {
            launch.ResizeWholeLarge(
                (Dim3.DivideUp(target.RowBytes, FlatThreads), target.Height), FlatThreads, stream,
                source.Memory, source.Pitch, target.Memory, target.Pitch, target.Width, factorX, factorY, channels);
        }
    }

    private void ShrinkWeighted(CudaStream stream, CudaBuffer source, CudaBuffer target, AreaResizeTable across, AreaResizeTable down)
    {
        AreaSpan[] spans = [.. across.Spans(), .. down.Spans()];
        using var memory = stream.Upload<AreaSpan>(spans);
        // As many rows as one pass over the source's rows feeds.
        int rows = Math.Clamp((int)((long)(SourceRows - 1) * target.Height / source.Height), 1, MostRows);
        Dim3 grid = (Dim3.DivideUp(target.Width, Columns), Dim3.DivideUp(target.Height, rows)), block = (Columns, MostRows);
        KernelMemory columns = memory, spansOfRows = memory.From((long)target.Width * SpanBytes);
        switch (source.Format)
        {
            case PixelFormat.Bgr24:
                launch.ResizeAreaBgr(
                    grid, block, stream,
                    source.Memory, source.Pitch, target.Memory, target.Pitch, target.Width, target.Height, columns, spansOfRows, rows);
                break;
            case PixelFormat.Gray8:
                launch.ResizeAreaGray(
                    grid, block, stream,
                    source.Memory, source.Pitch, target.Memory, target.Pitch, target.Width, target.Height, columns, spansOfRows, rows);
                break;
            default:
                launch.ResizeAreaFloat(
                    grid, block, stream,
                    source.Memory, source.Pitch, target.Memory, target.Pitch, target.Width, target.Height, columns, spansOfRows, rows);
                break;
        }
    }
}
