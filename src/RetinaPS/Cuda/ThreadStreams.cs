namespace RetinaPS.Cuda;

/// <summary>The streams of one thread. When the thread has ended, the collector finds this object and its finalizer gives them back.</summary>
internal sealed class ThreadStreams
{
    [ThreadStatic]
    private static ThreadStreams? ofThisThread;

    private readonly List<CudaStream> streams = new(1);

    private ThreadStreams()
    {
    }

    ~ThreadStreams()
    {
        foreach (var stream in streams)
            stream.Device.Streams.Return(stream);
    }

    public static CudaStream Get(CudaDevice device)
    {
        var streams = (ofThisThread ??= new ThreadStreams()).streams;
        foreach (var known in streams)
        {
            if (known.Device == device)
                return known;
        }

        var stream = device.Streams.Rent();
        streams.Add(stream);
        return stream;
    }
}
