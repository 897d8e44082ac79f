namespace RetinaPS.Cuda;

/// <summary>
/// Memory from the driver's own pool, allocated and freed in the order of streams: each request reaches the driver with its own size, so
/// that memory checkers see who goes beyond it or comes too late.
/// </summary>
internal sealed unsafe class StreamOrderedAllocator(CudaDevice device) : IDeviceAllocator
{
    private const long Granularity = 512;
    private readonly nint pool = device.GetDefaultMemoryPool();

    public long Reserved
    {
        get
        {
            ulong bytes = 0;
            device.Check(device.Functions.cuMemPoolGetAttribute(pool, MemoryPoolAttribute.ReservedCurrent, &bytes));
            return (long)bytes;
        }
    }

    public long RoundUp(long bytes) => Math.Max(1, (bytes + Granularity - 1) / Granularity) * Granularity;

    public bool TryAllocate(long size, CudaStream stream, out DeviceAllocation allocation)
    {
        ulong pointer = 0;
        var result = device.Functions.cuMemAllocAsync(&pointer, (nuint)size, stream.Handle);
        if (result == CudaResult.OutOfMemory)
        {
            allocation = default;
            return false;
        }

        device.Check(result, nameof(CudaFunctions.cuMemAllocAsync));
        var uses = new StreamUses();
        uses.Record(stream, MemoryAccess.Write);
        allocation = new DeviceAllocation(pointer, size, uses);
        return true;
    }

    public void Free(DeviceAllocation allocation)
    {
        nint stream = 0;
        try
        {
            stream = allocation.Uses.Join(device).Handle;
        }
        catch (CudaException)
        {
            // Its users' streams could not be joined, so wait for all of them; then any stream will do.
            device.Observe(device.Functions.cuCtxSynchronize());
        }

        device.Observe(device.Functions.cuMemFreeAsync(allocation.Pointer, stream));
    }

    public void Trim()
    {
        // What was freed counts as used until the host has seen that the work before it is over.
        device.Synchronize();
        device.Check(device.Functions.cuMemPoolTrimTo(pool, 0));
    }

    public void Keep(long bytes)
    {
        ulong threshold = (ulong)bytes;
        device.Check(device.Functions.cuMemPoolSetAttribute(pool, MemoryPoolAttribute.ReleaseThreshold, &threshold));
    }
}
