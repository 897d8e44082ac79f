namespace RetinaPS.Cuda;

/// <summary>A block of device memory as an allocator hands it out and takes it back.</summary>
/// <param name="Pointer">Its address on the device.</param>
/// <param name="Size">Its bytes, as the budget counts them.</param>
/// <param name="Uses">Who used it and in which order, earlier owners included where that matters.</param>
internal readonly record struct DeviceAllocation(ulong Pointer, long Size, StreamUses Uses);
