using System.Diagnostics;

namespace RetinaPS.Cuda;

/// <summary>
/// Where a device's memory comes from. It holds to a budget; at the budget, or where the device has none left, it waits for work in flight
/// and trims, collects what the program has forgotten to dispose, and waits for other threads' operations to end, before it gives up.
/// </summary>
internal sealed class DeviceMemoryPool(CudaDevice device) : IDisposable
{
    private const double DefaultShare = 0.8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly MemoryBudget budget = new();
    private readonly Lock allocatorGate = new();
    private readonly Lock reclaimGate = new();
    private IDeviceAllocator? allocator;
    private long tolerated;
    private long collections;
    private int waiting;

    private enum Effort
    {
        None,
        Trim,
        Collect,
        CollectAgain,
        WaitForOthers,
    }

    /// <summary>
    /// Bytes that may be in use at a time. By default what <see cref="MemoryBudget.Variable"/> says, or four fifths of the memory that is
    /// free when it is first needed.
    /// </summary>
    public long Budget
    {
        get
        {
            _ = Allocator;
            return budget.Limit;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            budget.Limit = value;
            using var context = device.Enter();
            Allocator.Keep(value);
        }
    }

    /// <summary>Bytes that are allocated and not yet freed.</summary>
    public long BytesInUse => budget.InUse;

    /// <summary>The most bytes that were ever in use at a time.</summary>
    public long PeakBytesInUse => budget.Peak;

    /// <summary>Bytes that the driver has set aside: in use, or kept for the next request.</summary>
    public long BytesReserved
    {
        get
        {
            using var context = device.Enter();
            return Allocator.Reserved;
        }
    }

    private IDeviceAllocator Allocator => Volatile.Read(ref allocator) ?? CreateAllocator();

    /// <summary>
    /// Memory for work on that stream (this thread's, by default) first, and on others after. Its content is undefined. Disposing frees it
    /// after its last use.
    /// </summary>
    /// <exception cref="DeviceOutOfMemoryException">There is none left, and nothing that could be freed.</exception>
    public DeviceMemory Allocate(long bytes, CudaStream? stream = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        using var context = device.Enter();
        var source = Allocator;
        stream ??= device.CurrentStream;
        long size = source.RoundUp(bytes);
        if (size > budget.Limit)
            throw CreateOutOfMemory("cuMemAlloc", size);

        var effort = Effort.None;
        DeviceAllocation allocation;
        while (!TryAllocate(source, size, stream, effort, out allocation))
        {
            if (effort == Effort.CollectAgain)
            {
                if (TryWaitForOthers(source, size, stream, out allocation))
                    break;
                throw CreateOutOfMemory("cuMemAlloc", size);
            }

            Reclaim(source, ++effort);
        }

        return new DeviceMemory(device, this, allocation, bytes);
    }

    /// <summary>Waits for the work in flight and gives what is kept for later back to the driver.</summary>
    public void Trim()
    {
        using var context = device.Enter();
        Reclaim(Allocator, Effort.Trim);
    }

    public void Dispose() => Volatile.Read(ref allocator)?.Trim();

    /// <summary>Takes memory back on any thread, the finalizer's included; never throws.</summary>
    internal void Free(DeviceAllocation allocation)
    {
        using var context = device.EnterToRelease(out bool entered);
        if (entered)
            allocator!.Free(allocation);
        budget.GiveBack(allocation.Size);
    }

    /// <summary>Says that memory ran out, and who has it. <paramref name="wanted"/> is 0 where the driver wanted memory for itself.</summary>
    internal DeviceOutOfMemoryException CreateOutOfMemory(string call, long wanted = 0)
    {
        var (name, description) = device.Driver.Describe(CudaResult.OutOfMemory);
        string request = wanted > 0 ? $"{MemoryBudget.Format(wanted)} more are wanted" : $"{call} answers {name}";
        string state = budget.Limit > 0
            ? $"{MemoryBudget.Format(budget.InUse)} are in use, and this process may use {MemoryBudget.Format(budget.Limit)}"
            : "other processes may be using it";
        return new DeviceOutOfMemoryException(
            name, description, call, device.Ordinal,
            $"{device} ({device.Name}) has not enough memory: {request}, {state}. "
            + $"Dispose what is no longer needed, work on less at a time, or raise the budget ({MemoryBudget.Variable}).",
            wanted, budget.InUse, budget.Limit);
    }

    private bool TryAllocate(IDeviceAllocator source, long size, CudaStream stream, Effort effort, out DeviceAllocation allocation)
    {
        allocation = default;
        if (!budget.TryTake(size))
            return false;
        bool done = false;
        try
        {
            if (!source.TryAllocate(size, stream, out allocation))
                return false;
            long reserved = source.Reserved;
            if (reserved > Math.Max(budget.Limit, Interlocked.Read(ref tolerated)))
            {
                // The driver has set more aside than it may, because work still uses what was freed. What is over even after that
                // was waited for and trimmed are gaps, and one has to live with them.
                if (effort == Effort.None)
                {
                    source.Free(allocation);
                    return false;
                }

                Interlocked.Exchange(ref tolerated, reserved);
            }

            return done = true;
        }
        finally
        {
            if (!done)
                budget.GiveBack(size);
        }
    }

    /// <summary>Frees what can be freed. One thread at a time does it; those that waited for a collection profit from it.</summary>
    private void Reclaim(IDeviceAllocator source, Effort effort)
    {
        long seen = Interlocked.Read(ref collections);
        lock (reclaimGate)
        {
            if (effort is Effort.Collect or Effort.CollectAgain && Interlocked.Read(ref collections) == seen)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
                GC.WaitForPendingFinalizers();
                Interlocked.Increment(ref collections);
            }

            source.Trim();
        }
    }

    /// <summary>Other threads' operations end soon and free what they hold: waits for that, unless all of them wait here too.</summary>
    private bool TryWaitForOthers(IDeviceAllocator source, long size, CudaStream stream, out DeviceAllocation allocation)
    {
        allocation = default;
        var since = Stopwatch.StartNew();
        Interlocked.Increment(ref waiting);
        try
        {
            while (device.OperationCount > Volatile.Read(ref waiting) && since.Elapsed < LongestWait)
            {
                Thread.Sleep(1);
                if (TryAllocate(source, size, stream, Effort.WaitForOthers, out allocation))
                    return true;
            }

            return false;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private IDeviceAllocator CreateAllocator()
    {
        lock (allocatorGate)
        {
            if (allocator is not null)
                return allocator;
            using var context = device.Enter();
            IDeviceAllocator created = device is { CachesMemory: false, MemoryPoolsSupported: true } ? new StreamOrderedAllocator(device) : new CachingAllocator(device);
            if (budget.Limit == 0)
                budget.Limit = MemoryBudget.FromEnvironment() ?? (long)(device.ReadFreeMemory() * DefaultShare);
            created.Keep(budget.Limit);
            Volatile.Write(ref allocator, created);
            return created;
        }
    }
}
