using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Pixels in a GPU's memory: each row starts at a multiple of <see cref="RowAlignment"/> bytes, so that kernels load whole words.</summary>
internal sealed class CudaBuffer : ImageBuffer
{
    public const int RowAlignment = 64;

    private CudaBuffer(RetinaDevice device, DeviceMemory memory, int width, int height, PixelFormat format)
        : base(device, width, height, format, memory) => (Memory, Pitch) = (memory, PitchFor(width, format));

    public DeviceMemory Memory { get; }

    /// <summary>Bytes from one row's start to the next's.</summary>
    public int Pitch { get; }

    public int RowBytes => Width * Format.BytesPerPixel();

    /// <summary>The rows, for copies.</summary>
    public PitchedMemory Rows => new(Memory, Pitch);

    public static CudaBuffer Allocate(RetinaDevice device, CudaDevice cuda, int width, int height, PixelFormat format)
    {
        var memory = cuda.Memory.Allocate((long)PitchFor(width, format) * height);
        var buffer = new CudaBuffer(device, memory, width, height, format);
        // Kernels load groups of up to sixteen pixels and so look at what lies behind a row that does not fill its last group.
        return width % 16 == 0 ? buffer : buffer.After(made => cuda.CurrentStream.ClearRowEnds(made.Rows, made.RowBytes, height));
    }

    /// <summary>Whole groups of sixteen pixels, since kernels load and store several at a time, up to the next aligned address.</summary>
    public static int PitchFor(int width, PixelFormat format) =>
        checked(((((width + 15) / 16 * 16) * format.BytesPerPixel()) + RowAlignment - 1) / RowAlignment * RowAlignment);

    public override CudaBuffer Share() => (CudaBuffer)base.Share();
}
