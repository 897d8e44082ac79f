using System.Globalization;

namespace RetinaPS.Cuda;

/// <summary>
/// Where a device's memory comes from. It holds to a budget; at the budget, or where the device has none left, it trims, waits for work in
/// flight, collects what the program has forgotten to dispose, and waits for other threads' operations to end, before it gives up.
/// </summary>
internal sealed class DeviceMemoryPool(CudaDevice device) : IDisposable
{
    /// <summary>The environment variable that sets the budget, in megabytes of 1024 * 1024 bytes.</summary>
    public const string BudgetVariable = "RETINAPS_CUDA_BUDGET_MB";

    private const double DefaultShare = 0.8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock allocatorGate = new();
    private readonly Lock reclaimGate = new();
    private IDeviceAllocator? allocator;
    private long budget;
    private long inUse;
    private long peak;
    private long tolerated;
    private long reclaims;
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
    /// Bytes that may be in use at a time. By default what <see cref="BudgetVariable"/> says, or four fifths of the memory that is free
    /// when it is first needed.
    /// </summary>
    public long Budget
    {
        get
        {
            _ = Allocator;
            return Interlocked.Read(ref budget);
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Interlocked.Exchange(ref budget, value);
            using var context = device.Enter();
            Allocator.Keep(value);
        }
    }

    /// <summary>Bytes that are allocated and not yet freed.</summary>
    public long BytesInUse => Interlocked.Read(ref inUse);

    /// <summary>The most bytes that were ever in use at a time.</summary>
    public long PeakBytesInUse => Interlocked.Read(ref peak);

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
        if (size > Budget)
            throw CreateOutOfMemory(size, "cuMemAlloc");

        var effort = Effort.None;
        DeviceAllocation allocation;
        for (long seen = Interlocked.Read(ref reclaims);
            !TryAllocate(source, size, stream, effort, out allocation);
            seen = Interlocked.Read(ref reclaims))
        {
            if (effort < Effort.WaitForOthers)
                Reclaim(source, ++effort, seen);
            else if (!TryWaitForOthers(source, size, stream, out allocation))
                throw CreateOutOfMemory(size, "cuMemAlloc");
            else
                break;
        }

        return new DeviceMemory(device, this, allocation, bytes);
    }

    /// <summary>Waits for the work in flight and gives what is kept for later back to the driver.</summary>
    public void Trim()
    {
        using var context = device.Enter();
        Reclaim(Allocator, Effort.Trim, Interlocked.Read(ref reclaims));
    }

    public void Dispose() => (Volatile.Read(ref allocator) as CachingAllocator)?.Trim();

    /// <summary>Takes memory back on any thread, the finalizer's included; never throws.</summary>
    internal void Free(DeviceAllocation allocation)
    {
        using var context = device.EnterToRelease(out bool entered);
        if (entered)
            allocator!.Free(allocation);
        Interlocked.Add(ref inUse, -allocation.Size);
    }

    internal DeviceOutOfMemoryException CreateOutOfMemory(long wanted, string call)
    {
        var (name, description) = device.Driver.Describe(CudaResult.OutOfMemory);
        long used = BytesInUse, limit = Interlocked.Read(ref budget);
        string request = wanted > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Megabytes(wanted)} more are wanted, ") : $"{call} answers {name}, ";
        return new DeviceOutOfMemoryException(
            name, description, call, device.Ordinal,
            $"{device} ({device.Name}) has not enough memory: {request}{Megabytes(used)} are in use, and this process may use {Megabytes(limit)}. "
            + $"Dispose what is no longer needed, work on less at a time, or raise the budget ({BudgetVariable}).",
            wanted, used, limit);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");

    private bool TryAllocate(IDeviceAllocator source, long size, CudaStream stream, Effort effort, out DeviceAllocation allocation)
    {
        allocation = default;
        if (!TryTake(size))
            return false;
        bool done = false;
        try
        {
            if (!source.TryAllocate(size, stream, out allocation))
                return false;
            if (source.Reserved > Math.Max(Interlocked.Read(ref budget), Interlocked.Read(ref tolerated)))
            {
                // The driver set more aside than it may, because freed memory is still waited for. Once it was trimmed, what is left
                // over are gaps, with which one has to live.
                if (effort == Effort.None)
                {
                    source.Free(allocation);
                    return false;
                }

                Interlocked.Exchange(ref tolerated, source.Reserved);
            }

            return done = true;
        }
        finally
        {
            if (!done)
                Interlocked.Add(ref inUse, -size);
        }
    }

    private bool TryTake(long size)
    {
        long now = Interlocked.Add(ref inUse, size);
        if (now > Interlocked.Read(ref budget))
        {
            Interlocked.Add(ref inUse, -size);
            return false;
        }

        for (long before = Interlocked.Read(ref peak); before < now;)
        {
            long found = Interlocked.CompareExchange(ref peak, now, before);
            before = found == before ? now : found;
        }

        return true;
    }

    /// <summary>Frees what can be freed; one thread does it, and those that came meanwhile profit from it.</summary>
    private void Reclaim(IDeviceAllocator source, Effort effort, long seen)
    {
        lock (reclaimGate)
        {
            if (Interlocked.Read(ref reclaims) != seen)
                return;
            if (effort is Effort.Collect or Effort.CollectAgain)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
                GC.WaitForPendingFinalizers();
            }

            device.Synchronize();
            source.Trim();
            Interlocked.Increment(ref reclaims);
        }
    }

    /// <summary>Other threads' operations end soon and free what they hold: waits for that, unless all of them wait here too.</summary>
    private bool TryWaitForOthers(IDeviceAllocator source, long size, CudaStream stream, out DeviceAllocation allocation)
    {
        allocation = default;
        var since = System.Diagnostics.Stopwatch.StartNew();
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
            IDeviceAllocator created = device.MemoryPoolsSupported ? new StreamOrderedAllocator(device) : new CachingAllocator(device);
            if (Interlocked.Read(ref budget) == 0)
                Interlocked.Exchange(ref budget, DefaultBudget());
            created.Keep(Interlocked.Read(ref budget));
            Volatile.Write(ref allocator, created);
            return created;
        }
    }

    private long DefaultBudget() =>
        long.TryParse(Environment.GetEnvironmentVariable(BudgetVariable), NumberStyles.None, CultureInfo.InvariantCulture, out long megabytes) && megabytes > 0
            ? megabytes * 1048576
            : (long)(device.ReadFreeMemory() * DefaultShare);
}
