using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes JPEG files to planes on the device. Regular baseline files go to the card's JPEG engines, other regular files to nvJPEG's
/// kernels; a file that is irregular in any way, or that nvJPEG does not take, is left to the caller. Nothing is set up before the first file.
/// </summary>
internal sealed class JpegDecoder
{
    private readonly CudaDevice device;
    private readonly NvJpegLibrary library;
    private readonly Lazy<NvJpegHandle?> engines;
    private readonly Lazy<NvJpegHandle?> kernels;
    private readonly Lazy<JpegQueue?> queue;
    private readonly Lazy<JpegHybrid?> hybrid;

    public JpegDecoder(CudaDevice device, NvJpegLibrary library)
    {
        (this.device, this.library) = (device, library);
        engines = new(() => Open(NvJpegBackend.Hardware));
        kernels = new(() => Open(NvJpegBackend.Hybrid));
        queue = new(() => engines.Value is { } handle && handle.CountHardwareEngines() > 0 ? new JpegQueue(handle) : null);
        hybrid = new(() => kernels.Value is { } handle ? new JpegHybrid(handle) : null);
    }

    /// <summary>The library and what it decodes with.</summary>
    public string Description
    {
        get
        {
            int count = engines.Value?.CountHardwareEngines() ?? 0;
            return $"nvJPEG {library.Version} with {(count == 0 ? "no JPEG engine" : count == 1 ? "1 JPEG engine" : $"{count} JPEG engines")}";
        }
    }

    /// <summary>Decodes a file.</summary>
    /// <returns>Its planes, for the caller to dispose; null where the file is left to him.</returns>
    /// <exception cref="CudaException">The device failed or has no memory left.</exception>
    public JpegPlaneMemory? TryDecode(EncodedImage file)
    {
        if (file.Jpeg is not { IsRegular: true, Sampling: not JpegSampling.Other } frame || frame.Coding == JpegCoding.Extended)
            return null;
        return frame.Coding == JpegCoding.Baseline && queue.Value is { } waiting
            ? TryDecode(file, engines.Value!, waiting.TryDecode)
            : hybrid.Value is { } decoder ? TryDecode(file, kernels.Value!, decoder.TryDecode) : null;
    }

    private JpegPlaneMemory? TryDecode(EncodedImage file, NvJpegHandle handle, Func<NvJpegFile, bool> decode)
    {
        using var context = device.Enter();
        var planes = new JpegPlaneMemory(device, file);
        bool decoded = false;
        try
        {
            decoded = handle.Agrees(planes.File) && decode(planes.File);
            return decoded ? planes : null;
        }
        finally
        {
            if (!decoded)
                planes.Dispose();
        }
    }

    private NvJpegHandle? Open(NvJpegBackend backend)
    {
        try
        {
            return new NvJpegHandle(device, library, backend);
        }
        catch (NvJpegException)
        {
            // This card, or its driver, cannot do that.
            return null;
        }
    }
}
