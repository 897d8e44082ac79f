namespace RetinaPS.Cuda;

/// <summary>As long as it lives, this thread works on a stream of its choice (<see cref="CudaDevice.CurrentStream"/>).</summary>
internal readonly ref struct CurrentStreamScope
{
    internal CurrentStreamScope(CudaStream stream) => ThreadStreams.Push(stream);

    public void Dispose() => ThreadStreams.Pop();
}
