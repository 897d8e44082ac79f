using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>jpeg_color</c>: decoded planes to pixels, upright.</summary>
internal sealed class JpegKernels(KernelModules kernels)
{
    public const string Family = "jpeg_color";
    private static readonly Dim3 Threads = (32, 8);
    private static readonly Dim3 Covered = (32, 32);

    /// <summary>
    /// The photograph, in colour or (Y alone) in grey as the target's format says. The target has the planes' size, sides exchanged for
    /// EXIF orientations 5 to 8.
    /// </summary>
    public void ToPixels(CudaStream stream, JpegPlanes planes, int orientation, CudaBuffer target)
    {
        var grid = Dim3.Covering(target.Width, target.Height, Covered);
        if (target.Format == PixelFormat.Gray8)
        {
            kernels[Family, "jpeg_to_gray"].Launch(
                grid, Threads, 0, stream, Argument(planes.Luma), Pitch(planes.Luma), orientation,
                target.Memory.Out(), target.Pitch, target.Width, target.Height);
            return;
        }

        kernels[Family, "jpeg_to_bgr"].Launch(
            grid, Threads, 0, stream,
            Argument(planes.Luma), Pitch(planes.Luma), Argument(planes.Blue), Pitch(planes.Blue), Argument(planes.Red), Pitch(planes.Red),
            planes.Width, planes.Height, planes.HalfWidth ? 1 : 0, planes.HalfHeight ? 1 : 0, orientation,
            target.Memory.Out(), target.Pitch, target.Width, target.Height);
    }

    private static KernelArgument Argument(PitchedMemory? plane) => plane is { } memory ? memory.Memory.In(memory.Offset) : KernelArgument.Null;

    private static int Pitch(PitchedMemory? plane) => (int)(plane?.Pitch ?? 0);
}
