namespace RetinaPS.Cuda;

/// <summary>The streams of one thread. When the thread has ended, the collector finds this object and its finalizer gives them back.</summary>
internal sealed class ThreadStreams
{
    [ThreadStatic]
    private static ThreadStreams? ofThisThread;

    private readonly List<CudaStream> own = new(1);
    private readonly Stack<CudaStream> chosen = new();

    private ThreadStreams()
    {
    }

    ~ThreadStreams()
    {
        foreach (var stream in own)
            stream.Device.Streams.Return(stream);
    }

    private static ThreadStreams OfThisThread => ofThisThread ??= new ThreadStreams();

    /// <summary>The stream on which this thread works: the one chosen last, or its own.</summary>
    public static CudaStream Get(CudaDevice device)
    {
        var streams = OfThisThread;
        return streams.chosen.TryPeek(out var chosen) && chosen.Device == device ? chosen : streams.OwnFor(device);
    }

    internal static void Push(CudaStream stream) => OfThisThread.chosen.Push(stream);

    internal static void Pop() => OfThisThread.chosen.Pop();

    private CudaStream OwnFor(CudaDevice device)
    {
        foreach (var known in own)
        {
            if (known.Device == device)
                return known;
        }

        var stream = device.Streams.Rent();
        own.Add(stream);
        return stream;
    }
}
