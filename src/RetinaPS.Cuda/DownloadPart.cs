namespace RetinaPS.Cuda;

/// <summary>A part of a download on its way into page-locked memory.</summary>
internal sealed class DownloadPart : IDisposable
{
    private readonly CudaDevice device;
    private readonly PinnedMemory staging;
    private readonly CudaEvent? arrived;

    /// <summary>Queues the copy.</summary>
    public DownloadPart(CudaStream stream, PitchedMemory source, int rowBytes, int rows)
    {
        device = stream.Device;
        staging = device.PinnedMemory.Rent((long)rowBytes * rows);
        try
        {
            arrived = device.Events.Rent();
            stream.CopyToHost(source, staging, rowBytes, rows);
            arrived.Record(stream);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Waits for the bytes and copies them where they belong.</summary>
    public void TakeOut(Span<byte> target)
    {
        arrived!.Synchronize();
        staging.Span.CopyTo(target);
    }

    public void Dispose()
    {
        if (arrived is not null)
            device.Events.Return(arrived);
        staging.Dispose();
    }
}
