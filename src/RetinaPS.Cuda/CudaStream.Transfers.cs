using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <content>Transfers of ordinary host memory, in parts through page-locked buffers: one part is staged while another is copied.</content>
internal sealed unsafe partial class CudaStream
{
    private const int PartBytes = 4 * 1024 * 1024;

    /// <summary>New memory with the values. The source may change when this returns; the device has them in stream order.</summary>
    public DeviceMemory Upload<T>(ReadOnlySpan<T> source)
        where T : unmanaged
    {
        var memory = Device.Memory.Allocate((long)source.Length * sizeof(T), this);
        try
        {
            Upload(source, memory);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Copies values to the device. The source may change when this returns; the device has them in stream order.</summary>
    public void Upload<T>(ReadOnlySpan<T> source, DeviceMemory target, long offset = 0)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(source);
        int whole = bytes.Length / PartBytes * PartBytes;
        Upload(bytes[..whole], new PitchedMemory(target, PartBytes, offset), PartBytes);
        Upload(bytes[whole..], new PitchedMemory(target, bytes.Length - whole, offset + whole), bytes.Length - whole);
    }

    /// <summary>Copies rows without gaps to rows on the device. The source may change when this returns; the device has them in stream order.</summary>
    public void Upload(ReadOnlySpan<byte> source, PitchedMemory target, int rowBytes)
    {
        if (source.IsEmpty)
            return;
        int rows = source.Length / rowBytes, rowsOfPart = Math.Max(1, PartBytes / rowBytes);
        using var context = Device.Enter();
        for (int row = 0; row < rows; row += rowsOfPart)
        {
            int count = Math.Min(rowsOfPart, rows - row);
            var part = source.Slice(row * rowBytes, count * rowBytes);
            using var staging = Device.PinnedMemory.Rent(part.Length);
            part.CopyTo(staging.Span);
            CopyToDevice(staging, target.From(row), rowBytes, count);
        }
    }

    /// <summary>Copies values to the host, after all that is queued here, and waits for them.</summary>
    public void Download<T>(DeviceMemory source, Span<T> target, long offset = 0)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(target);
        int whole = bytes.Length / PartBytes * PartBytes;
        Download(new PitchedMemory(source, PartBytes, offset), bytes[..whole], PartBytes);
        Download(new PitchedMemory(source, bytes.Length - whole, offset + whole), bytes[whole..], bytes.Length - whole);
    }

    /// <summary>Copies rows on the device to rows without gaps, after all that is queued here, and waits for them.</summary>
    public void Download(PitchedMemory source, Span<byte> target, int rowBytes)
    {
        if (target.IsEmpty)
            return;
        int rows = target.Length / rowBytes, rowsOfPart = Math.Max(1, PartBytes / rowBytes);
        using var context = Device.Enter();

        // While one part is taken out of its buffer, the next one is copied into the other.
        DownloadPart? part = QueuePart(0), coming = null;
        try
        {
            for (int row = 0; row < rows; row += rowsOfPart)
            {
                int next = row + rowsOfPart;
                coming = next < rows ? QueuePart(next) : null;
                part!.TakeOut(target.Slice(row * rowBytes, RowsFrom(row) * rowBytes));
                part.Dispose();
                (part, coming) = (coming, null);
            }
        }
        finally
        {
            part?.Dispose();
            coming?.Dispose();
        }

        DownloadPart QueuePart(int row) => new(this, source.From(row), rowBytes, RowsFrom(row));
        int RowsFrom(int row) => Math.Min(rowsOfPart, rows - row);
    }
}
