using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Pixels in a GPU's memory: each row starts at a multiple of <see cref="RowAlignment"/> bytes, so that kernels load whole words.</summary>
internal sealed class CudaBuffer : ImageBuffer
{
    public const int RowAlignment = 64;

    public CudaBuffer(RetinaDevice device, CudaDevice cuda, int width, int height, PixelFormat format)
        : base(device, width, height, format)
    {
        Pitch = PitchFor(width, format);
        Memory = cuda.Memory.Allocate((long)Pitch * height);
        // Kernels load groups of up to sixteen pixels and so look at what lies behind a row that does not fill its last group.
        if (width % 16 != 0)
            cuda.CurrentStream.ClearRowEnds(Rows, RowBytes, height);
    }

    public DeviceMemory Memory { get; }

    /// <summary>Bytes from one row's start to the next's.</summary>
    public int Pitch { get; }

    public int RowBytes => Width * Format.BytesPerPixel();

    /// <summary>The rows, for copies.</summary>
    public PitchedMemory Rows => new(Memory, Pitch);

    /// <summary>Whole groups of sixteen pixels, since kernels load and store several at a time, up to the next aligned address.</summary>
    public static int PitchFor(int width, PixelFormat format) =>
        checked(((((width + 15) / 16 * 16) * format.BytesPerPixel()) + RowAlignment - 1) / RowAlignment * RowAlignment);

    protected override void FreeMemory(bool disposing)
    {
        // On the finalizer's thread the memory has a finalizer of its own; after a failed constructor there is none.
        if (disposing)
            Memory.Dispose();
    }
}
