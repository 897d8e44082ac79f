namespace RetinaPS.Cuda.NvJpeg;

/// <summary>nvJPEG's return codes (nvjpegStatus_t).</summary>
internal enum NvJpegStatus
{
    Success = 0,
    NotInitialized = 1,
    InvalidParameter = 2,
    BadJpeg = 3,
    JpegNotSupported = 4,
    AllocatorFailure = 5,
    ExecutionFailed = 6,
    ArchitectureMismatch = 7,
    InternalError = 8,
    ImplementationNotSupported = 9,
    IncompleteBitstream = 10,
}
