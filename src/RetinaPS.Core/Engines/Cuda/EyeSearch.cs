using System.Buffers;
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

    /// <summary>Makes an image by that work, and frees it if the work fails.</summary>
    public delegate CudaBuffer Maker(int width, int height, PixelFormat format, Action<CudaBuffer> compute);

    public EyeMask? Find(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Maker make) => options.Method switch
    {
        EyeMaskMethod.FullFrame => EyeMask.FullFrame(image.Width, image.Height),
        EyeMaskMethod.Canny => FindByCanny(stream, image, options, make),
        _ => FindDisc(stream, image, options, make),
    };

    private EyeMask? FindDisc(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Maker make)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        using var small = Shrink(stream, image, factor, make);
        int length = small.RowBytes * small.Height;
        byte[] pixels = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.Download(small.Rows, pixels.AsSpan(0, length), small.RowBytes);
            var bgr = small.Format == PixelFormat.Gray8 ? Triple(pixels.AsSpan(0, length)) : pixels.AsSpan(0, length);
            return EyeDiscFinder.Find(bgr, small.Width, small.Height)?.ToMask(image.Width, image.Height, factor);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    private EyeMask? FindByCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Maker make)
    {
        using var plane = PrepareForCanny(stream, image, options, make);
        var edges = canny.FindRowExtents(stream, plane, options.Threshold, 3 * options.Threshold);
        return HullMask.FromEdges(edges, WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize), image.Width, image.Height);
    }

    /// <summary>All that the GPU does for a Canny mask, without waiting for it; to measure it.</summary>
    public void QueueCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Maker make)
    {
        using var plane = PrepareForCanny(stream, image, options, make);
        canny.QueueRowExtents(stream, plane, options.Threshold, 3 * options.Threshold).Dispose();
    }

    /// <summary>The grey working image, blurred unless it is the photograph itself.</summary>
    private CudaBuffer PrepareForCanny(CudaStream stream, CudaBuffer image, EyeMaskOptions options, Maker make)
    {
        int factor = WorkingScale.FactorFor(image.Width, image.Height, options.WorkingSize);
        var plane = Shrink(stream, image, factor, make).Then(small => ToPlane(stream, small, make));
        return options.WorkingSize == 0
            ? plane
            : plane.Then(sharp => make(sharp.Width, sharp.Height, PixelFormat.Gray8, target => pyramid.Blur(stream, sharp, target)));
    }

    /// <summary>The working image; the photograph itself at a factor of 1.</summary>
    public CudaBuffer Shrink(CudaStream stream, CudaBuffer image, int factor, Maker make)
    {
        if (factor == 1)
            return image.Share();
        return make(
            Dim3.DivideUp(image.Width, factor), Dim3.DivideUp(image.Height, factor), image.Format,
            target => convert.BlockAverage(stream, image, target, factor));
    }

    private CudaBuffer ToPlane(CudaStream stream, CudaBuffer image, Maker make) => image.Format == PixelFormat.Gray8
        ? image.Share()
        : make(image.Width, image.Height, PixelFormat.Gray8, target => convert.ToPlane(stream, image, target, ImageChannel.Gray, invert: false));

    private static byte[] Triple(ReadOnlySpan<byte> gray)
    {
        var color = new byte[3 * gray.Length];
        for (int i = 0; i < gray.Length; i++)
            color.AsSpan(3 * i, 3).Fill(gray[i]);
        return color;
    }
}
