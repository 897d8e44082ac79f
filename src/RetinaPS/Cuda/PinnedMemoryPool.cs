namespace RetinaPS.Cuda;

/// <summary>Page-locked host memory to use again: making it takes milliseconds. All methods may be called from several threads.</summary>
internal sealed unsafe class PinnedMemoryPool(CudaDevice device) : IDisposable
{
    private const long Smallest = 64 * 1024;
    private const int BusyAtMost = 4;
    private const long KeptAtMost = 512L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<long, List<PinnedBlock>> free = [];
    private long kept;
    private long reserved;

    /// <summary>Bytes that are page-locked now, in use or kept.</summary>
    public long BytesReserved => Interlocked.Read(ref reserved);

    /// <summary>A buffer of at least so many bytes, with any content.</summary>
    /// <exception cref="CudaException">The host has no memory to lock.</exception>
    public PinnedMemory Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        using var context = device.Enter();
        long size = SizeClass.RoundUp(bytes, Smallest);
        if (Take(size) is not { } block)
            return new PinnedMemory(this, Allocate(size), size, bytes);
        if (block.Pending is { } happening)
        {
            happening.Synchronize();
            device.Events.Return(happening);
        }

        return new PinnedMemory(this, block.Pointer, size, bytes);
    }

    /// <summary>Gives what nobody uses back to the system.</summary>
    public void Trim()
    {
        using var context = device.Enter();
        List<PinnedBlock> blocks;
        lock (gate)
        {
            blocks = [.. free.Values.SelectMany(list => list)];
            free.Clear();
            kept = 0;
        }

        foreach (var block in blocks)
            Release(block);
    }

    public void Dispose() => Trim();

    internal void Synchronize(PinnedMemory memory)
    {
        if (memory.Uses.IsEmpty)
            return;
        using var context = device.Enter();
        var happening = device.Events.Rent();
        happening.Record(memory.Uses.Join(device));
        happening.Synchronize();
        device.Events.Return(happening);
    }

    /// <summary>Takes memory back on any thread, the finalizer's included; never throws.</summary>
    internal void Return(nint pointer, long size, StreamUses uses)
    {
        using var context = device.EnterToRelease(out bool entered);
        if (!entered)
            return;
        try
        {
            CudaEvent? pending = null;
            if (!uses.IsEmpty)
            {
                pending = device.Events.Rent();
                pending.Record(uses.Join(device));
            }

            var block = new PinnedBlock(pointer, size, pending);
            if (!TryKeep(block))
                Release(block);
        }
        catch (CudaException)
        {
            // Without a mark nobody knows when its transfers end, so it is not used again.
        }
    }

    private bool TryKeep(PinnedBlock block)
    {
        lock (gate)
        {
            if (kept + block.Size > KeptAtMost)
                return false;
            if (!free.TryGetValue(block.Size, out var blocks))
                free[block.Size] = blocks = [];
            blocks.Add(block);
            kept += block.Size;
            return true;
        }
    }

    /// <summary>A block whose transfers are over; or the one that is likeliest to be ready first, when enough of them are busy.</summary>
    private PinnedBlock? Take(long size)
    {
        lock (gate)
        {
            if (!free.TryGetValue(size, out var blocks) || blocks.Count == 0)
                return null;
            int index = blocks.FindIndex(block => block.Pending is null || block.Pending.Query());
            if (index < 0 && blocks.Count < BusyAtMost)
                return null;
            var taken = blocks[Math.Max(0, index)];
            blocks.RemoveAt(Math.Max(0, index));
            kept -= size;
            return taken;
        }
    }

    private nint Allocate(long size)
    {
        const uint portable = 1;
        void* pointer = null;
        var result = device.Functions.cuMemHostAlloc(&pointer, (nuint)size, portable);
        if (result == CudaResult.OutOfMemory)
        {
            Trim();
            result = device.Functions.cuMemHostAlloc(&pointer, (nuint)size, portable);
        }

        if (result == CudaResult.OutOfMemory)
            throw device.Driver.CreateException(result, device.Ordinal, $"cuMemHostAlloc of {size} bytes of page-locked host memory");
        device.Check(result, nameof(CudaFunctions.cuMemHostAlloc));
        Interlocked.Add(ref reserved, size);
        return (nint)pointer;
    }

    private void Release(PinnedBlock block)
    {
        if (block.Pending is { } happening)
        {
            happening.Synchronize();
            device.Events.Return(happening);
        }

        Interlocked.Add(ref reserved, -block.Size);
        device.Observe(device.Functions.cuMemFreeHost((void*)block.Pointer));
    }
}
