namespace RetinaPS.Cuda;

/// <summary>The streams of one device. Each thread has one of its own (<see cref="ThreadStreams"/>); those of ended threads go to others.</summary>
internal sealed class StreamPool(CudaDevice device) : IDisposable
{
    /// <summary>As many streams at most; more threads than that share them.</summary>
    private const int Most = 256;

    private readonly Lock gate = new();
    private readonly List<CudaStream> all = [];
    private readonly Stack<CudaStream> free = [];
    private CudaStream? reaper;
    private int next;

    /// <summary>A stream on which nobody computes: memory that several streams used waits there for all of them, then is freed.</summary>
    internal CudaStream Reaper
    {
        get
        {
            lock (gate)
                return reaper ??= new CudaStream(device);
        }
    }

    /// <summary>A stream besides the thread's own, for work that shall overlap. Give it back with <see cref="Return"/>.</summary>
    public CudaStream Rent()
    {
        lock (gate)
        {
            if (free.TryPop(out var stream))
                return stream;
            if (all.Count == Most)
                return all[next++ % Most];
            stream = new CudaStream(device);
            all.Add(stream);
            return stream;
        }
    }

    /// <summary>Takes a stream back; work that is queued on it goes on, and the next user's comes after it.</summary>
    public void Return(CudaStream stream)
    {
        lock (gate)
        {
            // A stream that threads shared is given back by each of them.
            if (!free.Contains(stream))
                free.Push(stream);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            all.ForEach(stream => stream.Destroy());
            reaper?.Destroy();
            all.Clear();
            free.Clear();
        }
    }
}
