using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>jpeg_color</c>: decoded planes to pixels, upright.</summary>
internal sealed class JpegKernels(KernelModules kernels)
{
    private static readonly Dim3 Threads = (32, 8);
    private static readonly Dim3 Covered = (32, 32);
    private readonly JpegColorLauncher launch = new(kernels);

    /// <summary>
    /// The photograph, in colour or (Y alone) in grey as the target's format says. The target has the planes' size, sides exchanged for
    /// EXIF orientations 5 to 8.
    /// </summary>
    public void ToPixels(CudaStream stream, JpegPlanes planes, int orientation, CudaBuffer target)
    {
        var grid = Dim3.Covering(target.Width, target.Height, Covered);
        if (target.Format == PixelFormat.Gray8)
        {
            launch.JpegToGray(
                grid, Threads, stream, Argument(planes.Luma), Pitch(planes.Luma), orientation,
                target.Memory, target.Pitch, target.Width, target.Height);
            return;
        }

        launch.JpegToBgr(
            grid, Threads, stream,
            Argument(planes.Luma), Pitch(planes.Luma), Argument(planes.Blue), Pitch(planes.Blue), Argument(planes.Red), Pitch(planes.Red),
            planes.Width, planes.Height, planes.HalfWidth ? 1 : 0, planes.HalfHeight ? 1 : 0, orientation,
            target.Memory, target.Pitch, target.Width, target.Height);
    }

    private static KernelMemory Argument(PitchedMemory? plane) => plane ?? KernelMemory.None;

    private static int Pitch(PitchedMemory? plane) => (int)(plane?.Pitch ?? 0);
}
