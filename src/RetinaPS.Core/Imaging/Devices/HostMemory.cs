namespace RetinaPS.Imaging;

/// <summary>
/// What images hold of the computer's memory. When they have let go of as much as they still hold, the C library is asked to give its free
/// memory back to the system.
/// <para>glibc maps large blocks on their own at first. The first one that is freed raises the size from which it does so to that block's;
/// later images come from heaps, which shrink from their ends only, so that one image in use keeps all below it. A fixed size would cost a
/// fresh mapping, and a page fault for every 4 KiB, for each step of each photograph.</para>
/// </summary>
/// <param name="trim">Gives free memory back.</param>
internal sealed class HostMemory(Action trim)
{
    /// <summary>Less than this stays for the next images.</summary>
    public const long Worthwhile = 256L * 1024 * 1024;

    private long inUse;
    private long peak;
    private long highest;

    /// <summary>Memory of this process's C library.</summary>
    public HostMemory()
        : this(AllocatorTrim.Find())
    {
    }

    /// <summary>Bytes that images hold now.</summary>
    public long BytesInUse => Interlocked.Read(ref inUse);

    /// <summary>The most bytes that images ever held.</summary>
    public long PeakBytesInUse => Interlocked.Read(ref peak);

    /// <summary>Bytes that the computer, or the container, has free, to a hundredth of what it has.</summary>
    public static long ReadFree()
    {
        // The runtime reads what is in use when it collects.
        GC.Collect(0, GCCollectionMode.Forced);
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    /// <summary>Counts pixels that were allocated.</summary>
    public void Take(long bytes)
    {
        long now = Interlocked.Add(ref inUse, bytes);
        Raise(ref peak, now);
        Raise(ref highest, now);
    }

    /// <summary>Counts pixels that were freed. To be called after that.</summary>
    public void GiveBack(long bytes)
    {
        long now = Interlocked.Add(ref inUse, -bytes);
        long before = Interlocked.Read(ref highest);
        if (before - now >= Math.Max(Worthwhile, now) && Interlocked.CompareExchange(ref highest, now, before) == before)
            trim();
    }

    private static void Raise(ref long mark, long now)
    {
        long seen = Interlocked.Read(ref mark);
        while (now > seen)
        {
            long before = Interlocked.CompareExchange(ref mark, now, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
