using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>convert</c>: planes, crops, masks and the working image.</summary>
internal sealed class ConvertKernels(KernelModules kernels)
{
    private const int WideThreads = 256;

    // Each thread takes sixteen bytes of a row (sixteen pixels, for planes).
    private static readonly Dim3 Threads = (32, 8);
    private static readonly Dim3 Covered = (512, 8);
    private readonly ConvertLauncher launch = new(kernels);

    /// <summary>One plane of a colour image, or the grey image itself; 255 - x on request.</summary>
    public void ToPlane(CudaStream stream, CudaBuffer source, CudaBuffer target, ImageChannel channel, bool invert)
    {
        var grid = Dim3.Covering(source.Width, source.Height, Covered);
        if (source.Format == PixelFormat.Bgr24)
        {
            launch.BgrToPlane(
                grid, Threads, stream, source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height,
                IndexOf(channel), invert ? uint.MaxValue : 0);
        }
        else if (invert)
        {
            launch.InvertGray(grid, Threads, stream, source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height);
        }
        else
        {
            stream.Copy(source.Rows, target.Rows, source.RowBytes, source.Height);
        }
    }

    /// <summary>Three equal channels from a grey image.</summary>
    public void ToColor(CudaStream stream, CudaBuffer source, CudaBuffer target) => launch.GrayToBgr(
        Dim3.Covering(source.Width, source.Height, Covered), Threads, stream,
        source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height);

    /// <summary>The rectangle of the target's size whose first pixel is (left, top); 0 where it lies outside the source. Any format.</summary>
    public void Crop(CudaStream stream, CudaBuffer source, CudaBuffer target, int left, int top) => launch.Crop(
        Dim3.Covering(target.RowBytes, target.Height, Covered), Threads, stream,
        source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, target.Width, target.Height,
        left, top, source.Format.BytesPerPixel());

    /// <summary>The source inside the mask, 0 outside. Any format; source and target may not be one.</summary>
    public void ApplyMask(CudaStream stream, CudaBuffer source, CudaBuffer target, MaskMemory mask) => launch.ApplyMask(
        Dim3.Covering(source.RowBytes, source.Height, Covered), Threads, stream,
        source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height, mask.First, mask.Last,
        source.Format.BytesPerPixel());

    /// <summary>Averages blocks of factor x factor pixels; an 8-bit image to one of its size over the factor, rounded up.</summary>
    public void BlockAverage(CudaStream stream, CudaBuffer source, CudaBuffer target, int factor)
    {
        int channels = source.Format.Channels();
        var sums = new BlockSumShape(factor, factor, channels);
        if (sums.Fits)
        {
            var grid = sums.GridFor(target);
            if (channels == 3)
            {
                launch.BlockAverageBgr(
                    grid, BlockSumShape.Threads, stream,
                    source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, factor, sums.Outputs);
            }
            else
            {
                launch.BlockAverageGray(
                    grid, BlockSumShape.Threads, stream,
                    source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, factor, sums.Outputs);
            }

            return;
        }

        launch.BlockAverageLarge(
            (target.Width, target.Height), WideThreads, stream,
            source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, factor, channels);
    }

    /// <summary>The kernel's number of a plane.</summary>
    private static int IndexOf(ImageChannel channel) => channel switch
    {
        ImageChannel.Blue => 0,
        ImageChannel.Green => 1,
        ImageChannel.Red => 2,
        ImageChannel.Value => 3,
        ImageChannel.Gray => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };
}
