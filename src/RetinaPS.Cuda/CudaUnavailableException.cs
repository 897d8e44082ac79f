namespace RetinaPS.Cuda;

/// <summary>There is no usable CUDA driver; the message is the reason, for a person to read.</summary>
internal sealed class CudaUnavailableException(string reason, Exception? cause = null) : Exception(reason, cause);
