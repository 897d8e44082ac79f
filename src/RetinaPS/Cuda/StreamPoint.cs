namespace RetinaPS.Cuda;

/// <summary>A moment in a stream's work: all that was queued up to the ticket.</summary>
internal readonly record struct StreamPoint(CudaStream Stream, long Ticket);
