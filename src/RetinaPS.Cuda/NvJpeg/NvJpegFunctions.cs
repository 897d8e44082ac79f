namespace RetinaPS.Cuda.NvJpeg;

/// <summary>nvJPEG's functions that this binding calls, by the names under which the library exports them.</summary>
internal sealed unsafe class NvJpegFunctions
{
    public readonly delegate* unmanaged<int, int*, NvJpegStatus> nvjpegGetProperty;
    public readonly delegate* unmanaged<NvJpegBackend, void*, void*, uint, nint*, NvJpegStatus> nvjpegCreateEx;
    public readonly delegate* unmanaged<nint, NvJpegStatus> nvjpegDestroy;
    public readonly delegate* unmanaged<nint, uint*, uint*, NvJpegStatus> nvjpegGetHardwareDecoderInfo;
    public readonly delegate* unmanaged<nint, nint*, NvJpegStatus> nvjpegJpegStateCreate;
    public readonly delegate* unmanaged<nint, NvJpegStatus> nvjpegJpegStateDestroy;
    public readonly delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, NvJpegStatus> nvjpegGetImageInfo;
    public readonly delegate* unmanaged<nint, nint, byte*, nuint, NvJpegOutputFormat, NvJpegImage*, nint, NvJpegStatus> nvjpegDecode;
    public readonly delegate* unmanaged<nint, nint, int, int, NvJpegOutputFormat, NvJpegStatus> nvjpegDecodeBatchedInitialize;
    public readonly delegate* unmanaged<nint, nint, byte**, nuint*, NvJpegImage*, nint, NvJpegStatus> nvjpegDecodeBatched;

    /// <summary>Looks all functions up.</summary>
    /// <exception cref="EntryPointNotFoundException">The library lacks one.</exception>
    public NvJpegFunctions(nint library) => NativeFunctions.Find(library, this);
}
