namespace RetinaPS.Cuda;

/// <summary>
/// Memory by plain allocation, for devices without stream-ordered allocation. Freed blocks are kept by size and handed out again; the new
/// owner's first use waits, on the device, for the last use of the owner before.
/// </summary>
internal sealed unsafe class CachingAllocator(CudaDevice device) : IDeviceAllocator
{
    private const long Smallest = 4096;
    private readonly Lock gate = new();
    private readonly Dictionary<long, List<DeviceAllocation>> free = [];
    private long reserved;
    private long kept;
    private long keep = long.MaxValue;

    public long Reserved => Interlocked.Read(ref reserved);

    public long RoundUp(long bytes) => SizeClass.RoundUp(bytes, Smallest);

    public bool TryAllocate(long size, CudaStream stream, out DeviceAllocation allocation)
    {
        if (TryReuse(size, stream, out allocation))
            return true;

        // What is kept in other sizes counts too.
        if (Reserved + size > Interlocked.Read(ref keep))
            Trim();
        ulong pointer = 0;
        var result = device.Functions.cuMemAlloc_v2(&pointer, (nuint)size);
        if (result == CudaResult.OutOfMemory)
            return false;
        device.Check(result, nameof(CudaFunctions.cuMemAlloc_v2));
        Interlocked.Add(ref reserved, size);
        allocation = new DeviceAllocation(pointer, size, new StreamUses());
        return true;
    }

    public void Free(DeviceAllocation allocation)
    {
        lock (gate)
        {
            if (!free.TryGetValue(allocation.Size, out var blocks))
                free[allocation.Size] = blocks = [];
            blocks.Add(allocation);
            kept += allocation.Size;
        }
    }

    public void Trim()
    {
        List<DeviceAllocation> blocks;
        lock (gate)
        {
            if (kept == 0)
                return;
            blocks = [.. free.Values.SelectMany(list => list)];
            free.Clear();
            kept = 0;
        }

        // After they are out of reach: what was freed before may still be in use by work in flight.
        device.Synchronize();
        foreach (var block in blocks)
        {
            Interlocked.Add(ref reserved, -block.Size);
            device.Check(device.Functions.cuMemFree_v2(block.Pointer));
        }
    }

    public void Keep(long bytes) => Interlocked.Exchange(ref keep, bytes);

    private bool TryReuse(long size, CudaStream stream, out DeviceAllocation allocation)
    {
        lock (gate)
        {
            if (!free.TryGetValue(size, out var blocks) || blocks.Count == 0)
            {
                allocation = default;
                return false;
            }

            // The stream's own block needs no waiting; the one freed last is likeliest to be its.
            int index = blocks.FindLastIndex(block => block.Uses.AreOnlyOn(stream));
            index = index < 0 ? 0 : index;
            allocation = blocks[index];
            blocks.RemoveAt(index);
            kept -= size;
            return true;
        }
    }
}
