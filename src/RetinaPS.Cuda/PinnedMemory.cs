using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda;

/// <summary>
/// Page-locked host memory, from which and to which the device copies while the host goes on. Disposing gives it back to its pool at
/// once; nobody gets it before its transfers are over.
/// </summary>
internal sealed unsafe class PinnedMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly PinnedMemoryPool pool;

    internal PinnedMemory(PinnedMemoryPool pool, nint pointer, long size, long bytes)
        : base(ownsHandle: true)
    {
        (this.pool, Size, Bytes) = (pool, size, bytes);
        SetHandle(pointer);
    }

    /// <summary>How many bytes were asked for.</summary>
    public long Bytes { get; }

    /// <summary>The bytes. Before the host reads what the device copied here, or writes what the device still copies: <see cref="Synchronize"/>.</summary>
    public Span<byte> Span => IsClosed ? throw new ObjectDisposedException(nameof(PinnedMemory)) : new Span<byte>((void*)handle, checked((int)Bytes));

    public nint Pointer => handle;

    internal long Size { get; }

    internal StreamUses Uses { get; } = new();

    /// <summary>Waits on this thread for the transfers that are queued.</summary>
    public void Synchronize() => pool.Synchronize(this);

    /// <summary>Announces work on a stream, as <see cref="DeviceMemory.Use"/> does.</summary>
    public MemoryUse Use(CudaStream stream, MemoryAccess access) => new(this, Uses, stream, access);

    protected override bool ReleaseHandle()
    {
        pool.Return(handle, Size, Uses);
        return true;
    }
}
