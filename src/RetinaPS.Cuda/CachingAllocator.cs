namespace RetinaPS.Cuda;

/// <summary>
/// Device memory that is used again: freed blocks are kept by size, and a request takes one that its stream used last, or whose uses are known
/// to be over. Only where neither is kept does the driver allocate. At the limit of what may be kept, a request takes any block of its size,
/// and the new owner's first use waits, on the device, for the last use of the owner before.
/// </summary>
/// <remarks>
/// The driver's own pools (cuMemAllocAsync) reuse memory across streams by making one wait for another, which in a batch of many streams lets
/// photographs wait for each other's decoding; and each request is three calls into the driver.
/// </remarks>
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
        bool full = Reserved + size > Interlocked.Read(ref keep);
        if (TryReuse(size, stream, full, out allocation))
            return true;

        // What is kept in other sizes counts too.
        if (full)
            Trim();
        ulong pointer = 0;
        var result = device.Functions.cuMemAlloc_v2(&pointer, (nuint)size);
        if (result == CudaResult.OutOfMemory)
            return TryReuse(size, stream, whoever: true, out allocation);
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

        try
        {
            // After they are out of reach: what was freed before may still be in use by work in flight.
            device.Synchronize();
        }
        catch
        {
            blocks.ForEach(Free);
            throw;
        }

        var failure = CudaResult.Success;
        foreach (var block in blocks)
        {
            Interlocked.Add(ref reserved, -block.Size);
            var result = device.Functions.cuMemFree_v2(block.Pointer);
            if (result != CudaResult.Success)
                failure = result;
        }

        device.Check(failure, nameof(CudaFunctions.cuMemFree_v2));
    }

    public void Keep(long bytes) => Interlocked.Exchange(ref keep, bytes);

    private bool TryReuse(long size, CudaStream stream, bool whoever, out DeviceAllocation allocation)
    {
        allocation = default;
        lock (gate)
        {
            if (!free.TryGetValue(size, out var blocks) || blocks.Count == 0)
                return false;

            // The stream's own block needs no waiting; the one freed last is likeliest to be its.
            int index = blocks.FindLastIndex(block => block.Uses.AreOnlyOn(stream));
            if (index < 0)
                index = blocks.FindIndex(block => block.Uses.AreOver);
            if (index < 0 && !whoever)
                return false;
            index = Math.Max(0, index);
            allocation = blocks[index];
            blocks.RemoveAt(index);
            kept -= size;
            return true;
        }
    }
}
