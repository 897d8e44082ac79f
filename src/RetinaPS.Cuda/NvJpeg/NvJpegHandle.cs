using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda.NvJpeg;

/// <summary>nvJPEG set up for one device and one way to decode. Making it takes a moment; all threads share it.</summary>
internal sealed unsafe class NvJpegHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Sets nvJPEG up.</summary>
    /// <exception cref="NvJpegException">The card or the driver lacks what the backend needs.</exception>
    public NvJpegHandle(CudaDevice device, NvJpegLibrary library, NvJpegBackend backend)
        : base(ownsHandle: true)
    {
        (Device, Library) = (device, library);
        nint created = 0;
        using var context = device.Enter();
        NvJpegLibrary.Check(Functions.nvjpegCreateEx(backend, null, null, 0, &created));
        SetHandle(created);
    }

    public CudaDevice Device { get; }

    public NvJpegLibrary Library { get; }

    internal NvJpegFunctions Functions => Library.Functions;

    /// <summary>How many JPEG engines the card has; 0 where it has none.</summary>
    public int CountHardwareEngines()
    {
        uint engines = 0, cores = 0;
        using var context = Device.Enter();
        using var held = new HeldHandle(this);
        return Functions.nvjpegGetHardwareDecoderInfo(held.Value, &engines, &cores) == NvJpegStatus.Success ? (int)engines : 0;
    }

    /// <summary>Whether nvJPEG reads the planes' number and sizes from a file as its caller did, so that they fit where they shall go.</summary>
    public bool Agrees(NvJpegFile file)
    {
        int components = 0, sampling = 0;
        int* widths = stackalloc int[NvJpegImage.MostPlanes], heights = stackalloc int[NvJpegImage.MostPlanes];
        using var held = new HeldHandle(this);
        fixed (byte* bytes = file.Bytes.Span)
        {
            var status = Functions.nvjpegGetImageInfo(held.Value, bytes, (nuint)file.Bytes.Length, &components, &sampling, widths, heights);
            if (status != NvJpegStatus.Success || components != file.Planes.Count)
                return false;
        }

        for (int i = 0; i < components; i++)
        {
            if ((widths[i], heights[i]) != (file.Planes[i].Width, file.Planes[i].Height))
                return false;
        }

        return true;
    }

    protected override bool ReleaseHandle()
    {
        using var context = Device.EnterToRelease(out bool entered);
        return !entered || Functions.nvjpegDestroy(handle) == NvJpegStatus.Success;
    }
}
