namespace RetinaPS.Cuda;

/// <summary>One way to get device memory. Callers hold the device's context.</summary>
internal interface IDeviceAllocator
{
    /// <summary>Bytes that the driver has set aside, in use or kept for later.</summary>
    long Reserved { get; }

    /// <summary>The bytes that a request takes up.</summary>
    long RoundUp(long bytes);

    /// <summary>Memory for use on the stream first.</summary>
    /// <returns>False when the device has none left.</returns>
    bool TryAllocate(long size, CudaStream stream, out DeviceAllocation allocation);

    /// <summary>Takes memory back: in stream order, without waiting, on any thread, and without throwing.</summary>
    void Free(DeviceAllocation allocation);

    /// <summary>Gives what nobody uses back to the driver.</summary>
    void Trim();

    /// <summary>As much may be kept for later.</summary>
    void Keep(long bytes);
}
