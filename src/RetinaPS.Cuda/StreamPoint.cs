namespace RetinaPS.Cuda;

/// <summary>A moment in a stream's work: all that was queued up to the ticket.</summary>
internal readonly record struct StreamPoint(CudaStream Stream, long Ticket)
{
    /// <summary>Whether the host has seen that the moment has passed.</summary>
    public bool IsOver => Stream.HasCompleted(Ticket);
}
