using RetinaPS.Cuda;
using RetinaPS.Engines.EyeFinding;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Finds the eye: the GPU shrinks the photograph to its working image, or reduces its edges to row extents; the decision on these few
/// kilobytes is made on the host, by the code that the CPU engine runs.
/// </summary>
internal sealed class EyeSearch(KernelModules kernels, ConvertKernels convert, PyramidKernels pyramid)
{
    private readonly CannyKernels canny = new(kernels);

    public delegate CudaBuffer Allocator(int width, int height, PixelFormat format);

    public EyeMask? Find(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Allocator allocate) => options.Method switch
    {
        EyeMaskMethod.FullFrame => EyeMask.FullFrame(image.Width, image.Height),
        EyeMaskMethod.Canny => FindByCanny(stream, image, options, allocate),
        _ => FindDisc(stream, image, options, allocate),
    };

    private EyeMask? FindDisc(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Allocator allocate)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        var small = Shrink(stream, image, factor, allocate);
        try
        {
            var pixels = new byte[small.RowBytes * small.Height];
            stream.Download(small.Rows, pixels, small.RowBytes);
            if (small.Format == PixelFormat.Gray8)
                pixels = Triple(pixels);
            return EyeDiscFinder.Find(pixels, small.Width, small.Height)?.ToMask(image.Width, image.Height, factor);
        }
        finally
        {
            small.Release();
        }
    }

    private EyeMask? FindByCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Allocator allocate)
    {
        var plane = PrepareForCanny(stream, image, options, allocate);
        try
        {
            var edges = canny.FindRowExtents(stream, plane, options.Threshold, 3 * options.Threshold);
            return HullMask.FromEdges(edges, WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize), image.Width, image.Height);
        }
        finally
        {
            plane.Release();
        }
    }

    /// <summary>All that the GPU does for a Canny mask, without waiting for it; to measure it.</summary>
    public void QueueCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Allocator allocate)
    {
        var plane = PrepareForCanny(stream, image, options, allocate);
        canny.QueueRowExtents(stream, plane, options.Threshold, 3 * options.Threshold).Dispose();
        plane.Release();
    }

    /// <summary>The grey working image, blurred unless it is the photograph itself.</summary>
    private CudaBuffer PrepareForCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Allocator allocate)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        var plane = ToPlane(stream, Shrink(stream, image, factor, allocate), allocate);
        if (options.WorkingSize == 0)
            return plane;
        var blurred = allocate(plane.Width, plane.Height, PixelFormat.Gray8);
        pyramid.Blur(stream, plane, blurred);
        plane.Release();
        return blurred;
    }

    /// <summary>The working image; the photograph itself at a factor of 1.</summary>
    public CudaBuffer Shrink(CudaStream stream, CudaBuffer image, int factor, Allocator allocate)
    {
        if (factor == 1)
            return (CudaBuffer)image.AddReference();
        var small = allocate(Dim3.DivideUp(image.Width, factor), Dim3.DivideUp(image.Height, factor), image.Format);
        convert.BlockAverage(stream, image, small, factor);
        return small;
    }

    private CudaBuffer ToPlane(CudaStream stream, CudaBuffer image, Allocator allocate)
    {
        if (image.Format == PixelFormat.Gray8)
            return image;
        var plane = allocate(image.Width, image.Height, PixelFormat.Gray8);
        convert.ToPlane(stream, image, plane, ImageChannel.Gray, invert: false);
        image.Release();
        return plane;
    }

    private static byte[] Triple(byte[] gray)
    {
        var color = new byte[3 * gray.Length];
        for (int i = 0; i < gray.Length; i++)
            color.AsSpan(3 * i, 3).Fill(gray[i]);
        return color;
    }
}
