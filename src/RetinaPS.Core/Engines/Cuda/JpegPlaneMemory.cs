using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>Device memory for one JPEG's planes, from this thread's stream; disposed, it is freed after its last use.</summary>
internal sealed class JpegPlaneMemory : IDisposable
{
    private const int RowAlignment = 256;
    private readonly DeviceMemory memory;

    public JpegPlaneMemory(CudaDevice device, EncodedImage file)
    {
        var frame = file.Jpeg!;
        bool halfWidth = frame.Sampling is JpegSampling.HalfWidth or JpegSampling.HalfBoth;
        bool halfHeight = frame.Sampling is JpegSampling.HalfHeight or JpegSampling.HalfBoth;
        int chromaWidth = halfWidth ? (file.Width + 1) / 2 : file.Width, chromaHeight = halfHeight ? (file.Height + 1) / 2 : file.Height;
        int lumaPitch = PitchFor(file.Width), chromaPitch = PitchFor(chromaWidth);
        long lumaBytes = (long)lumaPitch * file.Height, chromaBytes = (long)chromaPitch * chromaHeight;
        bool isGray = frame.Sampling == JpegSampling.Gray;
        memory = device.Memory.Allocate(lumaBytes + (isGray ? 0 : 2 * chromaBytes));
        var luma = new PitchedMemory(memory, lumaPitch);
        var blue = new PitchedMemory(memory, chromaPitch, lumaBytes);
        var red = new PitchedMemory(memory, chromaPitch, lumaBytes + chromaBytes);
        Planes = isGray
            ? new JpegPlanes(luma, null, null, file.Width, file.Height, false, false)
            : new JpegPlanes(luma, blue, red, file.Width, file.Height, halfWidth, halfHeight);
        NvJpegPlane[] wanted = [new(luma, file.Width, file.Height), new(blue, chromaWidth, chromaHeight), new(red, chromaWidth, chromaHeight)];
        File = new NvJpegFile(file.Bytes[..frame.Length], memory, isGray ? wanted[..1] : wanted);
    }

    /// <summary>The planes, for kernels.</summary>
    public JpegPlanes Planes { get; }

    /// <summary>The file and the planes, for nvJPEG.</summary>
    public NvJpegFile File { get; }

    public void Dispose() => memory.Dispose();

    private static int PitchFor(int width) => (width + RowAlignment - 1) / RowAlignment * RowAlignment;
}
