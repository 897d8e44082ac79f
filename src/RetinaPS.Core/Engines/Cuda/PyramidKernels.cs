using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>pyramid</c>: half the size, and the 7 x 7 blur.</summary>
internal sealed class PyramidKernels(KernelModules kernels)
{

    // Rows of the target that a thread block makes.
    private const int Rows = 8;
    private static readonly Dim3 Threads = 256;
    private readonly PyramidLauncher launch = new(kernels);

    /// <summary>Halves an 8-bit image; the target has (width + 1) / 2 x (height + 1) / 2 pixels.</summary>
    public void Halve(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        if (source.Format == PixelFormat.Bgr24)
        {
            launch.PyrDownBgr(
                GridFor(target, 168), Threads, stream,
                source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, target.Width, target.Height);
        }
        else
        {
            launch.PyrDownGray(
                GridFor(target, 509), Threads, stream,
                source.Memory, source.Pitch, source.Width, source.Height, target.Memory, target.Pitch, target.Width, target.Height);
        }
    }

    /// <summary>Blurs an 8-bit image by the 7 x 7 Gaussian of sigma 30, as <see cref="GaussianTaps"/> has it in fixed point.</summary>
    public void Blur(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        var taps = GaussianTaps.Sigma30;
        if (source.Format == PixelFormat.Bgr24)
        {
            launch.GaussianBlur7Bgr(
                GridFor(target, 334), Threads, stream,
                source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height,
                taps.Outer, taps.Second, taps.Third, taps.Centre);
        }
        else
        {
            launch.GaussianBlur7Gray(
                GridFor(target, 1015), Threads, stream,
                source.Memory, source.Pitch, target.Memory, target.Pitch, source.Width, source.Height,
                taps.Outer, taps.Second, taps.Third, taps.Centre);
        }
    }

    private static Dim3 GridFor(CudaBuffer target, int columns) =>
        (Dim3.DivideUp(target.Width, columns), Dim3.DivideUp(target.Height, Rows));
}
