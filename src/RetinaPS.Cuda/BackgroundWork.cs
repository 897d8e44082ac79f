namespace RetinaPS.Cuda;

/// <summary>
/// Work in the background that calls the driver or nvJPEG. The end of the process waits for it: libraries that are torn down while another
/// thread sets them up may keep the process from ending.
/// </summary>
internal sealed class BackgroundWork
{
    // The longest, nvJPEG's setting up, takes most of a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly HashSet<Task> underWay = [];
    private bool isEnding;

    static BackgroundWork() => AppDomain.CurrentDomain.ProcessExit += (_, _) => OfProcess.End();

    public static BackgroundWork OfProcess { get; } = new();

    /// <summary>Whether work of several parts should leave out those that are not begun.</summary>
    public bool IsEnding
    {
        get
        {
            lock (gate)
                return isEnding;
        }
    }

    /// <summary>Starts work; once the process ends, the caller does it.</summary>
    public Task Run(Action work) => Start(new Task(work));

    /// <summary>Starts work that has a result; once the process ends, the caller does it.</summary>
    public Task<T> Run<T>(Func<T> work) => Start(new Task<T>(work));

    /// <summary>Waits for the work under way.</summary>
    public void End()
    {
        Task[] last;
        lock (gate)
        {
            isEnding = true;
            last = [.. underWay];
        }

        // Whoever needs the work sees its failure.
        Task.WhenAll(last).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(Patience);
    }

    private TTask Start<TTask>(TTask task)
        where TTask : Task
    {
        lock (gate)
        {
            if (!isEnding)
            {
                underWay.Add(task);
                task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                task.Start(TaskScheduler.Default);
                return task;
            }
        }

        task.RunSynchronously(TaskScheduler.Default);
        return task;
    }

    private void Remove(Task done)
    {
        lock (gate)
            underWay.Remove(done);
    }
}
