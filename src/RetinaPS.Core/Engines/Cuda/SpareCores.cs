namespace RetinaPS.Engines.Cuda;

/// <summary>
/// The processor's cores that this process leaves idle, to give work to that somebody else could do as well. All methods may be called
/// from several threads.
/// </summary>
/// <param name="cores">How many cores there are.</param>
/// <param name="readUsed">Time of cores that the process has used up to now.</param>
/// <param name="clock">What time it is.</param>
internal sealed class SpareCores(int cores, Func<TimeSpan> readUsed, TimeProvider clock)
{
    /// <summary>What counts as a core may be another's second thread; and a processor that is busy to the brim lets the GPU wait for what only it can do.</summary>
    private const double Share = 0.75;

    /// <summary>A few cores are one of so many.</summary>
    private const int CoresOfFew = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private long looked = clock.GetTimestamp();
    private TimeSpan used = readUsed();

    // Who comes first, and alone, shall not wait for a mean.
    private int allowed = 1;
    private int taken;

    /// <summary>Those of this machine.</summary>
    public static SpareCores OfProcess { get; } = new(Environment.ProcessorCount, () => Environment.CpuUsage.TotalTime, TimeProvider.System);

    /// <summary>Takes a core if one is idle; whoever got it gives it back.</summary>
    /// <param name="few">Whether most of the idle ones shall stay so.</param>
    public bool TryTake(bool few = false)
    {
        lock (gate)
        {
            if (clock.GetElapsedTime(looked) is var elapsed && elapsed >= Interval)
                Look(elapsed);
            if (taken >= allowed || (few && taken >= Math.Max(1, cores / CoresOfFew)))
                return false;
            taken++;
            return true;
        }
    }

    public void GiveBack()
    {
        lock (gate)
            taken--;
    }

    private void Look(TimeSpan elapsed)
    {
        var now = readUsed();
        double busy = (now - used) / elapsed;
        (looked, used) = (clock.GetTimestamp(), now);

        // After a pause the mean says nothing about this moment; who comes alone shall not wait for that.
        allowed = elapsed > Stale ? taken + 1 : Math.Clamp(taken + (int)((Share * cores) - busy), 0, cores - 1);
    }
}
