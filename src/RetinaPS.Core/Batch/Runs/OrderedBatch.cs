using System.Collections.Concurrent;

namespace RetinaPS.Batch.Runs;

/// <summary>
/// Works on many items at once and gives the results back in the order of the items. At most a window of items is under way or waits to
/// be taken, so memory does not grow with their number; items wait as they are. One thread adds and takes; workers run on their own.
/// </summary>
/// <typeparam name="TItem">What is worked on.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal sealed class OrderedBatch<TItem, TResult> : IDisposable
{
    private readonly Action<TResult> discard;
    private readonly Action<TItem> abandon;
    private readonly int window;
    private readonly Queue<TItem> waiting = new();
    private readonly Queue<Job> underWay = new();
    private readonly BlockingCollection<Job> ready = [];
    private readonly CancellationTokenSource stopping;
    private readonly Thread[] workers;

    /// <summary>Starts the workers. They share one queue: whichever is free takes the next item.</summary>
    /// <param name="works">
    /// What each worker does to an item, one function a worker; an exception it throws comes out of the take that would have given its result.
    /// </param>
    /// <param name="discard">Frees a result that nobody took.</param>
    /// <param name="abandon">Frees an item that nobody began to work on.</param>
    /// <param name="stop">Ends the batch early.</param>
    /// <param name="itemsPerWorker">The window: how many items for each worker may be under way or wait to be taken.</param>
    public OrderedBatch(
        IReadOnlyList<Func<TItem, CancellationToken, TResult>> works, Action<TResult> discard, Action<TItem> abandon, CancellationToken stop, int itemsPerWorker = 2)
    {
        (this.discard, this.abandon) = (discard, abandon);
        window = works.Count * itemsPerWorker;
        stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        workers = [.. works.Select((work, i) => new Thread(() => RunWorker(work)) { IsBackground = true, Name = $"RetinaPS worker {i + 1}" })];
        foreach (var worker in workers)
            worker.Start();
    }

    /// <summary>How many items were added and not yet taken as results.</summary>
    public int Outstanding => waiting.Count + underWay.Count;

    /// <summary>Adds an item; never waits.</summary>
    public void Add(TItem item)
    {
        waiting.Enqueue(item);
        FillWindow();
    }

    /// <summary>Waits until the next result is there, or nothing is outstanding; what the work threw comes out of the take.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task WaitForNextAsync(CancellationToken cancellation)
    {
        if (underWay.TryPeek(out var next))
            await next.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Takes the next result if it is there within the time.</summary>
    /// <returns>False if nothing is outstanding or the time has passed.</returns>
    /// <exception cref="OperationCanceledException">The batch was stopped.</exception>
    public bool TryTake(TimeSpan patience, out TResult result)
    {
        result = default!;
        if (underWay.Count == 0)
            return false;
        var next = underWay.Peek();
        if (!next.Task.IsCompleted && !WaitFor(next.Task, patience))
            return false;
        underWay.Dequeue();
        FillWindow();
        result = next.TakeResult();
        return true;
    }

    /// <summary>Stops the work and waits for what is under way to end; from any thread, until it is disposed of.</summary>
    public void Stop()
    {
        stopping.Cancel();
        foreach (var worker in workers)
            worker.Join();
    }

    /// <summary>Stops the work, waits for what is under way to end, and frees the results that nobody took.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var job in underWay)
        {
            if (job.Task.IsCompletedSuccessfully)
                discard(job.TakeResult());
            else if (!job.Begun)
                abandon(job.Item);
            _ = job.Task.Exception;
        }

        foreach (var item in waiting)
            abandon(item);
        underWay.Clear();
        waiting.Clear();
        ready.Dispose();
        stopping.Dispose();
    }

    private bool WaitFor(Task task, TimeSpan patience)
    {
        try
        {
            return task.Wait((int)patience.TotalMilliseconds, stopping.Token);
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    private void FillWindow()
    {
        while (underWay.Count < window && waiting.TryDequeue(out var item))
        {
            var job = new Job(item);
            underWay.Enqueue(job);
            ready.Add(job);
        }
    }

    private void RunWorker(Func<TItem, CancellationToken, TResult> work)
    {
        try
        {
            foreach (var job in ready.GetConsumingEnumerable(stopping.Token))
                job.Run(work, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what is left in the queue is given up.
        }
    }

    /// <summary>The work on one item, and whether a worker took it up.</summary>
    private sealed class Job(TItem item)
    {
        // Who waits goes on in a thread of its own, not in the worker's.
        private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Let go of when it is taken. A job that has waited long is old to the collector and stays until a collection of the old generation; so
        // would what it still held.
        private TResult? result;

        public TItem Item => item;

        public Task Task => completion.Task;

        public bool Begun { get; private set; }

        public void Run(Func<TItem, CancellationToken, TResult> work, CancellationToken stop)
        {
            Begun = true;
            try
            {
                result = work(item, stop);
                completion.SetResult();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                completion.SetCanceled(stop);
            }
            catch (Exception e)
            {
                // Whoever takes the result gets it.
                completion.SetException(e);
            }
        }

        /// <summary>The result, once, when the task has ended.</summary>
        public TResult TakeResult()
        {
            completion.Task.GetAwaiter().GetResult();
            var taken = result!;
            result = default;
            return taken;
        }
    }
}
