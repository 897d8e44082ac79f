namespace RetinaPS.Batch;

/// <summary>
/// A run that ends in good order when its process ends. Signals are handled only while there is one. Once the process ends, no run begins and
/// none returns to its script, which would take an interrupted batch for a finished one.
/// </summary>
internal sealed class WatchedRun : IDisposable
{
    // A photograph takes less; schedulers kill after 30 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lock Gate = new();
    private static readonly HashSet<WatchedRun> UnderWay = [];
    private static ShellSignals? signals;
    private static bool ending;
    private readonly Action stop;
    private readonly Action interrupted;

    static WatchedRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    /// <param name="stop">Ends the run; it is called from another thread than the pipeline's.</param>
    /// <param name="interrupted">Is told of SIGINT, on which the shell stops its pipeline.</param>
    public WatchedRun(Action stop, Action interrupted)
    {
        (this.stop, this.interrupted) = (stop, interrupted);
        lock (Gate)
        {
            if (!ending)
            {
                UnderWay.Add(this);
                signals ??= ShellSignals.Handle(TellInterrupted);
                return;
            }
        }

        AwaitEndOfProcess();
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (!ending)
            {
                UnderWay.Remove(this);
                if (UnderWay.Count > 0)
                    return;
                signals?.Dispose();
                signals = null;
                return;
            }
        }

        AwaitEndOfProcess();
    }

    private static WatchedRun[] All()
    {
        lock (Gate)
            return [.. UnderWay];
    }

    private static void TellInterrupted()
    {
        foreach (var run in All())
            run.interrupted();
    }

    private static void EndAll()
    {
        lock (Gate)
            ending = true;
        var stops = All().Select(run => Task.Factory.StartNew(
            run.stop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WaitAll([.. stops], Patience);
    }

    private static void AwaitEndOfProcess() => Thread.Sleep(Timeout.Infinite);
}
