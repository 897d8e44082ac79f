namespace RetinaPS.Cuda;

/// <summary>
/// A queue of work on a device. Streams belong to the device's <see cref="StreamPool"/> and are recycled, never destroyed while the
/// device is in use, so memory may remember one without keeping it alive. All methods may be called from several threads.
/// </summary>
internal sealed unsafe partial class CudaStream
{
    private readonly Lock gate = new();
    private readonly Dictionary<CudaStream, long> seen = [];
    private long queued;
    private long completed;

    internal CudaStream(CudaDevice device)
    {
        Device = device;
        nint handle = 0;
        using var context = device.Enter();
        const uint nonBlocking = 1;
        device.Check(device.Functions.cuStreamCreate(&handle, nonBlocking));
        Handle = handle;
    }

    public CudaDevice Device { get; }

    /// <summary>The driver's handle (CUstream, cudaStream_t), for libraries that queue work of their own.</summary>
    public nint Handle { get; }

    private CudaFunctions Functions => Device.Functions;

    /// <summary>Waits on this thread until all that was queued is done.</summary>
    public void Synchronize()
    {
        using var context = Device.Enter();
        long ticket = Interlocked.Read(ref queued);
        Device.Check(Functions.cuStreamSynchronize(Handle));
        Complete(ticket);
    }

    /// <summary>Whether all that was queued is done.</summary>
    public bool Query()
    {
        using var context = Device.Enter();
        long ticket = Interlocked.Read(ref queued);
        var result = Functions.cuStreamQuery(Handle);
        if (result == CudaResult.NotReady)
            return false;
        Device.Check(result, nameof(Functions.cuStreamQuery));
        Complete(ticket);
        return true;
    }

    /// <summary>Makes the work that is queued here from now on wait for the event.</summary>
    public void WaitFor(CudaEvent happening)
    {
        using var context = Device.Enter();
        using var held = happening.Hold();
        Device.Check(Functions.cuStreamWaitEvent(Handle, held.Value, 0));
    }

    /// <summary>Makes the work that is queued here from now on wait for all that is queued on the other stream now.</summary>
    public void WaitFor(CudaStream other) => WaitFor(other.End);

    /// <summary>
    /// Makes the work that is queued here from now on wait for that moment of another stream. Nothing happens where the moment has passed
    /// or this stream waited for it before; otherwise the other stream's present end is what is waited for.
    /// </summary>
    public void WaitFor(StreamPoint point)
    {
        var other = point.Stream;
        if (ReferenceEquals(other, this) || point.IsOver)
            return;
        lock (gate)
        {
            if (seen.TryGetValue(other, out long ticket) && ticket >= point.Ticket)
                return;
        }

        // Read before the event is recorded: all work up to this ticket is queued already, so the event covers it.
        long end = Interlocked.Read(ref other.queued);
        var happening = other.Device.Events.Rent();
        try
        {
            happening.Record(other);
            WaitFor(happening);
        }
        finally
        {
            other.Device.Events.Return(happening);
        }

        lock (gate)
        {
            if (!seen.TryGetValue(other, out long ticket) || ticket < end)
                seen[other] = end;
        }
    }

    /// <summary>The moment after all that is queued now. Call it after queueing, never before.</summary>
    internal StreamPoint Mark() => new(this, Interlocked.Increment(ref queued));

    /// <summary>Frees the driver's stream; only when the whole device is given up.</summary>
    internal void Destroy() => Device.Observe(Functions.cuStreamDestroy_v2(Handle));

    /// <summary>The end of what is queued now.</summary>
    internal StreamPoint End => new(this, Interlocked.Read(ref queued));

    internal bool HasCompleted(long ticket) => Interlocked.Read(ref completed) >= ticket;

    /// <summary>The host has seen that all up to the ticket is done.</summary>
    internal void Complete(long ticket)
    {
        long before = Interlocked.Read(ref completed);
        while (before < ticket)
        {
            long now = Interlocked.CompareExchange(ref completed, ticket, before);
            if (now == before)
                return;
            before = now;
        }
    }
}
