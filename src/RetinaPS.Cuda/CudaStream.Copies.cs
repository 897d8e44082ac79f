namespace RetinaPS.Cuda;

/// <content>Copies and fills: queued, in order with what other streams do to the same memory.</content>
internal sealed unsafe partial class CudaStream
{
    /// <summary>Copies bytes to the device.</summary>
    public void CopyToDevice(PinnedMemory source, long sourceOffset, DeviceMemory target, long targetOffset, long bytes)
    {
        CheckRange(sourceOffset, bytes, source.Bytes);
        CheckRange(targetOffset, bytes, target.Bytes);
        using var context = Device.Enter();
        using var from = source.Use(this, MemoryAccess.Read);
        using var to = target.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemcpyHtoDAsync_v2(
            to.Pointer + (ulong)targetOffset, (void*)(from.Pointer + (ulong)sourceOffset), (nuint)bytes, Handle));
        Device.CountTransfer(toDevice: true, bytes);
    }

    /// <summary>Copies bytes to the host; they are there after <see cref="Synchronize"/>, or after that of the target.</summary>
    public void CopyToHost(DeviceMemory source, long sourceOffset, PinnedMemory target, long targetOffset, long bytes)
    {
        CheckRange(sourceOffset, bytes, source.Bytes);
        CheckRange(targetOffset, bytes, target.Bytes);
        using var context = Device.Enter();
        using var from = source.Use(this, MemoryAccess.Read);
        using var to = target.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemcpyDtoHAsync_v2(
            (void*)(to.Pointer + (ulong)targetOffset), from.Pointer + (ulong)sourceOffset, (nuint)bytes, Handle));
        Device.CountTransfer(toDevice: false, bytes);
    }

    /// <summary>Copies bytes on the device; source and target must not overlap.</summary>
    public void Copy(DeviceMemory source, long sourceOffset, DeviceMemory target, long targetOffset, long bytes)
    {
        CheckRange(sourceOffset, bytes, source.Bytes);
        CheckRange(targetOffset, bytes, target.Bytes);
        using var context = Device.Enter();
        using var from = source.Use(this, MemoryAccess.Read);
        using var to = target.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemcpyDtoDAsync_v2(to.Pointer + (ulong)targetOffset, from.Pointer + (ulong)sourceOffset, (nuint)bytes, Handle));
    }

    /// <summary>Copies rows without gaps in host memory to rows on the device.</summary>
    public void CopyToDevice(PinnedMemory source, PitchedMemory target, long rowBytes, long rows)
    {
        CheckRange(0, rowBytes * rows, source.Bytes);
        target.CheckRange(rowBytes, rows);
        if (target.Pitch == rowBytes || rows == 1)
        {
            CopyToDevice(source, 0, target.Memory, target.Offset, rowBytes * rows);
            return;
        }

        using var context = Device.Enter();
        using var from = source.Use(this, MemoryAccess.Read);
        using var to = target.Memory.Use(this, MemoryAccess.Write);
        CopyRows(new CudaMemcpy2D
        {
            SourceMemoryType = CudaMemoryType.Host,
            SourceHost = (nint)from.Pointer,
            SourcePitch = (nuint)rowBytes,
            TargetMemoryType = CudaMemoryType.Device,
            TargetDevice = to.Pointer + (ulong)target.Offset,
            TargetPitch = (nuint)target.Pitch,
            WidthInBytes = (nuint)rowBytes,
            Height = (nuint)rows,
        });
        Device.CountTransfer(toDevice: true, rowBytes * rows);
    }

    /// <summary>Copies rows on the device to rows without gaps in host memory.</summary>
    public void CopyToHost(PitchedMemory source, PinnedMemory target, long rowBytes, long rows)
    {
        CheckRange(0, rowBytes * rows, target.Bytes);
        source.CheckRange(rowBytes, rows);
        if (source.Pitch == rowBytes || rows == 1)
        {
            CopyToHost(source.Memory, source.Offset, target, 0, rowBytes * rows);
            return;
        }

        using var context = Device.Enter();
        using var from = source.Memory.Use(this, MemoryAccess.Read);
        using var to = target.Use(this, MemoryAccess.Write);
        CopyRows(new CudaMemcpy2D
        {
            SourceMemoryType = CudaMemoryType.Device,
            SourceDevice = from.Pointer + (ulong)source.Offset,
            SourcePitch = (nuint)source.Pitch,
            TargetMemoryType = CudaMemoryType.Host,
            TargetHost = (nint)to.Pointer,
            TargetPitch = (nuint)rowBytes,
            WidthInBytes = (nuint)rowBytes,
            Height = (nuint)rows,
        });
        Device.CountTransfer(toDevice: false, rowBytes * rows);
    }

    /// <summary>Copies rows on the device; source and target must not overlap.</summary>
    public void Copy(PitchedMemory source, PitchedMemory target, long rowBytes, long rows)
    {
        source.CheckRange(rowBytes, rows);
        target.CheckRange(rowBytes, rows);
        if (rowBytes * rows == 0)
            return;
        using var context = Device.Enter();
        using var from = source.Memory.Use(this, MemoryAccess.Read);
        using var to = target.Memory.Use(this, MemoryAccess.Write);
        CopyRows(new CudaMemcpy2D
        {
            SourceMemoryType = CudaMemoryType.Device,
            SourceDevice = from.Pointer + (ulong)source.Offset,
            SourcePitch = (nuint)source.Pitch,
            TargetMemoryType = CudaMemoryType.Device,
            TargetDevice = to.Pointer + (ulong)target.Offset,
            TargetPitch = (nuint)target.Pitch,
            WidthInBytes = (nuint)rowBytes,
            Height = (nuint)rows,
        });
    }

    /// <summary>Sets bytes to one value: all of them, by default.</summary>
    public void Fill(DeviceMemory target, byte value, long offset = 0, long? bytes = null)
    {
        long count = bytes ?? target.Bytes - offset;
        CheckRange(offset, count, target.Bytes);
        using var context = Device.Enter();
        using var to = target.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemsetD8Async(to.Pointer + (ulong)offset, value, (nuint)count, Handle));
    }

    /// <summary>Sets 32-bit words to one value, from a byte offset on that is a multiple of four.</summary>
    public void FillWords(DeviceMemory target, uint value, long offset, long words)
    {
        CheckRange(offset, words * sizeof(uint), target.Bytes);
        using var context = Device.Enter();
        using var to = target.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemsetD32Async(to.Pointer + (ulong)offset, value, (nuint)words, Handle));
    }

    /// <summary>Sets the bytes of each row from a column on to 0, up to the next row's start.</summary>
    public void ClearRowEnds(PitchedMemory target, long rowBytes, long rows)
    {
        if (target.Pitch == rowBytes || rows == 0)
            return;
        target.CheckRange(target.Pitch, rows);
        using var context = Device.Enter();
        using var to = target.Memory.Use(this, MemoryAccess.Write);
        Device.Check(Functions.cuMemsetD2D8Async(
            to.Pointer + (ulong)(target.Offset + rowBytes), (nuint)target.Pitch, 0, (nuint)(target.Pitch - rowBytes), (nuint)rows, Handle));
    }

    private static void CheckRange(long offset, long bytes, long available)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, available - offset);
    }

    private void CopyRows(CudaMemcpy2D copy) => Device.Check(Functions.cuMemcpy2DAsync_v2(&copy, Handle));
}
