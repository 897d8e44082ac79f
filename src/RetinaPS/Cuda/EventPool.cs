using System.Collections.Concurrent;

namespace RetinaPS.Cuda;

/// <summary>Events without timing, to use again: making one costs more than recording it.</summary>
internal sealed class EventPool(CudaDevice device) : IDisposable
{
    private const int Kept = 256;
    private readonly ConcurrentStack<CudaEvent> free = [];

    public CudaEvent Rent() => free.TryPop(out var happening) ? happening : new CudaEvent(device);

    /// <summary>
    /// Takes an event back. Streams that wait for it already go on doing so: a wait holds what was recorded when it was queued.
    /// </summary>
    public void Return(CudaEvent happening)
    {
        if (free.Count < Kept)
            free.Push(happening);
        else
            happening.Dispose();
    }

    public void Dispose()
    {
        while (free.TryPop(out var happening))
            happening.Dispose();
    }
}
