using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>pyramid</c>: half the size, and the 7 x 7 blur.</summary>
internal sealed class PyramidKernels(KernelModules kernels)
{
    private const string Family = "pyramid";

    // Rows of the target that a thread block makes.
    private const int Rows = 8;
    private static readonly Dim3 Threads = 256;

    /// <summary>Halves an 8-bit image; the target has (width + 1) / 2 x (height + 1) / 2 pixels.</summary>
    public void Halve(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        bool color = source.Format == PixelFormat.Bgr24;
        kernels[Family, color ? "pyr_down_bgr" : "pyr_down_gray"].Launch(
            GridFor(target, color ? 168 : 509), Threads, 0, stream,
            source.Memory.In(), source.Pitch, source.Width, source.Height, target.Memory.Out(), target.Pitch, target.Width, target.Height);
    }

    /// <summary>Blurs an 8-bit image by the 7 x 7 Gaussian of sigma 30, as <see cref="GaussianTaps"/> has it in fixed point.</summary>
    public void Blur(CudaStream stream, CudaBuffer source, CudaBuffer target)
    {
        bool color = source.Format == PixelFormat.Bgr24;
        var taps = GaussianTaps.Sigma30;
        kernels[Family, color ? "gaussian_blur_7_bgr" : "gaussian_blur_7_gray"].Launch(
            GridFor(target, color ? 334 : 1015), Threads, 0, stream,
            source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height,
            taps.Outer, taps.Second, taps.Third, taps.Centre);
    }

    private static Dim3 GridFor(CudaBuffer target, int columns) =>
        (Dim3.DivideUp(target.Width, columns), Dim3.DivideUp(target.Height, Rows));
}
