using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes JPEG files to planes on the device. Regular baseline files go to the card's JPEG engines, whose samples are libjpeg's to the bit;
/// other regular files, and all where the card has no engines, go to nvJPEG's kernels. A file that is irregular in any way, or that nvJPEG
/// does not take, is left to the caller.
/// </summary>
/// <remarks>
/// Setting nvJPEG up takes most of a second, so it goes on in the background (<see cref="Prepare"/>); baseline files that come before its
/// end had better be decoded elsewhere (<see cref="IsBehind"/>) or wait for it.
/// </remarks>
internal sealed class JpegDecoder
{
    /// <summary>nvJPEG that gives single files to the engines.</summary>
    private const int FirstVersionOfSingleFiles = 13;
    private readonly CudaDevice device;
    private readonly NvJpegLibrary library;
    private readonly Lazy<NvJpegHandle?> handle;
    private readonly Lazy<Task<IJpegEngines?>> engines;
    private readonly Lock kernelsGate = new();
    private JpegSlots? kernels;

    public JpegDecoder(CudaDevice device, NvJpegLibrary library)
    {
        (this.device, this.library) = (device, library);
        handle = new(() => Open(NvJpegBackend.Hybrid));
        engines = new(() => BackgroundWork.OfProcess.Run(OpenEngines));
    }

    /// <summary>The library, and, once it is set up, how many engines it decodes with.</summary>
    public string Description => $"nvJPEG {library.Version}" + (engines is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var known } }
        ? (known?.EngineCount ?? 0) switch { 0 => " with no JPEG engine", 1 => " with 1 JPEG engine", int count => $" with {count} JPEG engines" }
        : string.Empty);

    /// <summary>Begins to set nvJPEG up, in the background; the first file does it too.</summary>
    public void Prepare() => _ = engines.Value;

    /// <summary>Whether baseline files that come now have to wait, for the engines or for nvJPEG to be set up.</summary>
    public bool IsBehind => engines.Value is { IsCompleted: false } or { Result.IsBehind: true };

    /// <summary>Whether places for files are set up, as many as are wanted; a busy processor holds that up.</summary>
    public bool IsReady => engines.Value is { IsCompleted: true, Result: null or { IsReady: true } } && Volatile.Read(ref kernels) is null or { IsReady: true };

    /// <summary>Decodes a file and makes an image of its planes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="toPixels">Queues the image's making on the thread's current stream.</param>
    /// <returns>Null where the file is left to the caller.</returns>
    /// <exception cref="CudaException">The device failed or has no memory left.</exception>
    public CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        if (file.Jpeg is not { IsRegular: true, Sampling: not JpegSampling.Other } frame || frame.Coding == JpegCoding.Extended)
            return null;
        if (frame.Coding == JpegCoding.Baseline && engines.Value.Result is { } card)
            return TryDecode(file, toPixels, card);
        return FindKernels() is { } hybrid ? TryDecode(file, toPixels, hybrid) : null;
    }

    private CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels, IJpegEngines decoder)
    {
        using var context = device.Enter();
        return decoder.TryDecode(file, toPixels);
    }

    private IJpegEngines? OpenEngines()
    {
        if (handle.Value is not { } hybrid)
            return null;
        if (library.Version.Major >= FirstVersionOfSingleFiles)
            return MakeSlots(hybrid, ofEngines: true);
        int count = hybrid.CountHardwareEngines();
        return count > 0 && Open(NvJpegBackend.Hardware) is { } hardware ? new JpegBatches(hardware, count) : null;
    }

    /// <summary>What decodes what engines do not take; where there are none, it is what stands in for them. Who comes after a failure tries again.</summary>
    private IJpegEngines? FindKernels()
    {
        if (engines.Value.Result is { EngineCount: 0 } known)
            return known;
        lock (kernelsGate)
            return kernels ??= handle.Value is { } hybrid ? MakeSlots(hybrid, ofEngines: false) : null;
    }

    private static JpegSlots? MakeSlots(NvJpegHandle library, bool ofEngines)
    {
        try
        {
            return new JpegSlots(library, ofEngines);
        }
        catch (Exception e) when (e is NvJpegException or CudaException)
        {
            return null;
        }
    }

    /// <summary>Sets nvJPEG up; null where this card, or its driver, cannot do that. A device that failed says so at its next operation.</summary>
    private NvJpegHandle? Open(NvJpegBackend backend)
    {
        try
        {
            return new NvJpegHandle(device, library, backend);
        }
        catch (Exception e) when (e is NvJpegException or CudaException)
        {
            return null;
        }
    }
}
