namespace RetinaPS.Cuda;

/// <summary>Page-locked host memory to use again: making it takes milliseconds. All methods may be called from several threads.</summary>
internal sealed unsafe class PinnedMemoryPool(CudaDevice device) : IDisposable
{
    private const long Smallest = 64 * 1024;
    private const long KeptAtMost = 512L * 1024 * 1024;

    /// <summary>So much of one size may be on its way to or from the device before a request waits for it.</summary>
    private const long BusyAtMost = 32L * 1024 * 1024;

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
        try
        {
            WaitFor(block.Uses);
        }
        catch
        {
            Return(block.Pointer, size, block.Uses);
            throw;
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
        {
            try
            {
                Release(block);
            }
            catch (CudaException)
            {
                // Nobody knows when its transfers end.
                TryKeep(block);
            }
        }
    }

    public void Dispose() => Trim();

    internal void Synchronize(PinnedMemory memory)
    {
        using var context = device.Enter();
        WaitFor(memory.Uses);
    }

    /// <summary>Takes memory back on any thread, the finalizer's included; never throws.</summary>
    internal void Return(nint pointer, long size, StreamUses uses)
    {
        using var context = device.EnterToRelease(out bool entered);
        if (!entered)
            return;
        try
        {
            var block = new PinnedBlock(pointer, size, uses);
            if (!TryKeep(block))
                Release(block);
        }
        catch (CudaException)
        {
            // Nobody knows when its transfers end, so it is not used again.
        }
    }

    private void WaitFor(StreamUses uses)
    {
        if (uses.AreOver)
            return;
        var happening = device.Events.Rent();
        try
        {
            happening.Record(uses.Join(device));
            happening.Synchronize();
        }
        finally
        {
            device.Events.Return(happening);
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

    /// <summary>A block whose transfers are over; or, when enough are under way, the one given back first, for whose transfers its new owner waits.</summary>
    private PinnedBlock? Take(long size)
    {
        lock (gate)
        {
            if (!free.TryGetValue(size, out var blocks) || blocks.Count == 0)
                return null;
            int index = blocks.FindLastIndex(block => block.Uses.AreOver);
            if (index < 0 && (blocks.Count + 1) * size <= BusyAtMost)
                return null;
            index = Math.Max(0, index);
            var taken = blocks[index];
            blocks.RemoveAt(index);
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
        WaitFor(block.Uses);
        Interlocked.Add(ref reserved, -block.Size);
        device.Observe(device.Functions.cuMemFreeHost((void*)block.Pointer));
    }
}
