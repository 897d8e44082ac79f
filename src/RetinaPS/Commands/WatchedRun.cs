using RetinaPS.Batch.Runs;

using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>
/// A run that ends in good order when its process ends. Signals are handled only while there is one. Once the process ends, no run begins and,
/// in the shell, none returns to its script, which would take an interrupted batch for a finished one.
/// </summary>
internal sealed class WatchedRun : IDisposable
{
    // A photograph takes less; schedulers kill after 10 seconds or more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lock Gate = new();
    private static readonly HashSet<WatchedRun> UnderWay = [];
    private static ShellSignals? signals;
    private static bool ending;
    private readonly Lock opening = new();
    private bool stopped;
    private PreprocessRun? run;

    static WatchedRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    /// <summary>Begins to watch, before there is anything to be ended.</summary>
    public WatchedRun()
    {
        lock (Gate)
        {
            stopped = ending;
            if (!ending)
            {
                UnderWay.Add(this);
                signals ??= ShellSignals.Handle();
            }
        }
    }

    /// <summary>Opens the run, which is disposed of with this.</summary>
    /// <exception cref="PipelineStoppedException">The process ends.</exception>
    public PreprocessRun Open(Func<PreprocessRun> open)
    {
        lock (opening)
            return run = stopped ? throw new PipelineStoppedException() : open();
    }

    public void Dispose()
    {
        run?.Dispose();
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

        // Another program may wait for its pipelines before it ends.
        if (ShellSignals.IsShell)
            Thread.Sleep(Timeout.Infinite);
    }

    private static void EndAll()
    {
        // None is removed any more.
        lock (Gate)
            ending = true;
        if (UnderWay.Count > 0)
            ShellSignals.ReportInterruption();
        var stops = UnderWay.Select(run => Task.Factory.StartNew(
            run.Stop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WaitAll([.. stops], Patience);
    }

    /// <summary>Ends the run, from another thread than the pipeline's, which may wait for its script.</summary>
    private void Stop()
    {
        lock (opening)
        {
            stopped = true;
            run?.Stop();
        }
    }
}
