namespace RetinaPS.Cuda;

/// <summary>The device's memory, or the part of it that this process may use, does not suffice; nothing that nobody uses is left to free.</summary>
internal sealed class DeviceOutOfMemoryException(
    string errorName, string description, string call, int deviceOrdinal, string message, long wanted, long inUse, long budget)
    : CudaException(CudaResult.OutOfMemory, errorName, description, call, deviceOrdinal, message)
{
    /// <summary>Bytes asked for; 0 where the driver wanted memory for itself.</summary>
    public long Wanted { get; } = wanted;

    /// <summary>Bytes that this process held on the device at that time.</summary>
    public long InUse { get; } = inUse;

    /// <summary>Bytes that this process may hold on the device.</summary>
    public long Budget { get; } = budget;
}
