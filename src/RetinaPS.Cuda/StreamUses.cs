namespace RetinaPS.Cuda;

/// <summary>
/// Who uses a piece of memory, in the order of streams: the last write, and the reads since. Work on another stream is made to wait for
/// what it depends on; work on the same stream is in order anyway and costs nothing.
/// </summary>
internal sealed class StreamUses
{
    private readonly Lock gate = new();
    private readonly List<StreamPoint> reads = new(1);
    private StreamPoint? write;

    /// <summary>Whether nobody ever used it.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return write is null && reads.Count == 0;
        }
    }

    /// <summary>Whether the host has seen that all of it is done.</summary>
    public bool AreOver
    {
        get
        {
            lock (gate)
                return reads.Count > 0 ? reads.TrueForAll(read => read.IsOver) : write is not { IsOver: false };
        }
    }

    /// <summary>Call before queueing the work: makes the stream wait for what the access depends on.</summary>
    public void Order(CudaStream stream, MemoryAccess access)
    {
        lock (gate)
        {
            // Each read waited for the last write, so after a read the reads stand for it.
            if (access == MemoryAccess.Write && reads.Count > 0)
            {
                foreach (var read in reads)
                    stream.WaitFor(read);
            }
            else if (write is { } point)
            {
                stream.WaitFor(point);
            }
        }
    }

    /// <summary>Call after queueing the work: remembers it.</summary>
    public void Record(CudaStream stream, MemoryAccess access)
    {
        var point = stream.Mark();
        lock (gate)
        {
            if (access == MemoryAccess.Write)
            {
                write = point;
                reads.Clear();
                return;
            }

            int known = reads.FindIndex(read => read.Stream == stream);
            if (known < 0)
                reads.Add(point);
            else
                reads[known] = point;
        }
    }

    /// <summary>
    /// A stream in whose order all uses are over: the only user's own, or else one that nobody works on and that waits for all users.
    /// </summary>
    public CudaStream Join(CudaDevice device)
    {
        lock (gate)
        {
            if (reads.Count == 1)
                return reads[0].Stream;
            if (reads.Count == 0)
                return write?.Stream ?? device.Streams.Reaper;
            foreach (var read in reads)
                device.Streams.Reaper.WaitFor(read);
            return device.Streams.Reaper;
        }
    }

    /// <summary>Whether all that was queued is on that stream.</summary>
    public bool AreOnlyOn(CudaStream stream)
    {
        lock (gate)
            return reads.Count > 0 ? reads.Count == 1 && reads[0].Stream == stream : write is null || write.Value.Stream == stream;
    }
}
