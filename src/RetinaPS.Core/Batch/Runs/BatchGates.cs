namespace RetinaPS.Batch.Runs;

/// <summary>What the workers of one run share, those of all its devices: processors and the file system.</summary>
/// <param name="processors">How many processors there are.</param>
internal sealed class BatchGates(int processors)
{
    /// <summary>Who has waited so long to write goes on: then it is the storage that takes its time, and does more when more is asked of it.</summary>
    private static readonly TimeSpan WriterPatience = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Many threads wait for a GPU's decoder, so that it always has work; but of those whose photographs have come only some go on, half as many
    /// again as there are processors, since each waits for the GPU now and then: more of them would only wait for each other, in the driver and
    /// for the processors.
    /// </summary>
    private readonly SemaphoreSlim chain = new((processors * 3 + 1) / 2);

    /// <summary>A file system changes one folder for one thread at a time, and threads that wait for that spin in the kernel; a few at once suffice.</summary>
    private readonly SemaphoreSlim writers = new(4);

    /// <summary>Works on a photograph that a GPU has decoded, until its files are there to be written.</summary>
    public T Compute<T>(Func<T> work, CancellationToken stop)
    {
        chain.Wait(stop);
        try
        {
            return work();
        }
        finally
        {
            chain.Release();
        }
    }

    /// <summary>Writes files.</summary>
    public void Write(Action work, CancellationToken stop)
    {
        bool entered = writers.Wait(WriterPatience, stop);
        try
        {
            work();
        }
        finally
        {
            if (entered)
                writers.Release();
        }
    }
}
