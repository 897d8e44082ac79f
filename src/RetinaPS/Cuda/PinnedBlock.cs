namespace RetinaPS.Cuda;

/// <summary>Page-locked memory as the pool keeps it.</summary>
/// <param name="Pointer">Its address.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Pending">Passed when the last owner's transfers are over; null when they are.</param>
internal readonly record struct PinnedBlock(nint Pointer, long Size, CudaEvent? Pending);
