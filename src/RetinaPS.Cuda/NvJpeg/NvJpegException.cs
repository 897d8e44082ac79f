namespace RetinaPS.Cuda.NvJpeg;

/// <summary>A call to nvJPEG failed. The device goes on: what fails it for good comes as a <see cref="CudaException"/>.</summary>
internal sealed class NvJpegException(NvJpegStatus status, string call) : Exception($"{call} answers {status} ({(int)status}).")
{
    /// <summary>The return code.</summary>
    public NvJpegStatus Status { get; } = status;
}
