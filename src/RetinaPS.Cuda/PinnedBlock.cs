namespace RetinaPS.Cuda;

/// <summary>Page-locked memory as the pool keeps it.</summary>
/// <param name="Pointer">Its address.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Uses">The last owner's transfers, over or not.</param>
internal readonly record struct PinnedBlock(nint Pointer, long Size, StreamUses Uses);
