using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>resize</c>: shrinking by area.</summary>
internal sealed class ResizeKernels(KernelModules kernels)
{
    public const string Family = "resize";
    private const int FlatThreads = 256;
    private const int SpanBytes = 5 * sizeof(int);

    // A thread block of the weighted kernels: columns of the target, and rows of the source at a time.
    private const int Columns = 32;
    private const int MostRows = 8;
    private const int SourceRows = 32;

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
            kernels[Family, "resize_whole_float"].Launch(
                (Dim3.DivideUp(target.Width, FlatThreads), target.Height), FlatThreads, 0, stream,
                source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, target.Width, factorX, factorY);
        }
        else if (sums.Fits)
        {
            kernels[Family, channels == 3 ? "resize_whole_bgr" : "resize_whole_gray"].Launch(
                sums.GridFor(target), BlockSumShape.Threads, 0, stream,
                source.Memory.In(), source.Pitch, source.Width, source.Height, target.Memory.Out(), target.Pitch, factorX, factorY, sums.Outputs);
        }
        else
        {
            kernels[Family, "resize_whole_large"].Launch(
                (Dim3.DivideUp(target.RowBytes, FlatThreads), target.Height), FlatThreads, 0, stream,
                source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, target.Width, factorX, factorY, channels);
        }
    }

    private void ShrinkWeighted(CudaStream stream, CudaBuffer source, CudaBuffer target, AreaResizeTable across, AreaResizeTable down)
    {
        AreaSpan[] spans = [.. across.Spans(), .. down.Spans()];
        using var memory = stream.Upload<AreaSpan>(spans);
        // As many rows as one pass over the source's rows feeds.
        int rows = Math.Clamp((int)((long)(SourceRows - 1) * target.Height / source.Height), 1, MostRows);
        string kernel = source.Format switch
        {
            PixelFormat.Bgr24 => "resize_area_bgr",
            PixelFormat.Gray8 => "resize_area_gray",
            _ => "resize_area_float",
        };
        kernels[Family, kernel].Launch(
            (Dim3.DivideUp(target.Width, Columns), Dim3.DivideUp(target.Height, rows)), (Columns, MostRows), 0, stream,
            source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, target.Width, target.Height,
            memory.In(), memory.In((long)target.Width * SpanBytes), rows);
    }
}
