namespace RetinaPS.Cuda;

/// <summary>Events without timing, to use again: making one costs more than recording it.</summary>
internal sealed class EventPool(CudaDevice device) : IDisposable
{
    private const int KeptAtMost = 256;
    private readonly Lock gate = new();
    private readonly Stack<CudaEvent> free = [];

    public CudaEvent Rent()
    {
        lock (gate)
        {
            if (free.TryPop(out var happening))
                return happening;
        }

        return new CudaEvent(device);
    }

    /// <summary>
    /// Takes an event back. Streams that wait for it already go on doing so: a wait holds what was recorded when it was queued.
    /// </summary>
    public void Return(CudaEvent happening)
    {
        lock (gate)
        {
            if (free.Count < KeptAtMost)
            {
                free.Push(happening);
                return;
            }
        }

        happening.Dispose();
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (free.TryPop(out var happening))
                happening.Dispose();
        }
    }
}
