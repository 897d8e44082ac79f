using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda;

/// <summary>
/// A block of memory on a device. Whoever queues work on it says so (<see cref="Use"/>; kernels' arguments and copies do it by
/// themselves), so that streams wait for each other where they must, and disposing, by hand or by the finalizer, frees it
/// after the last use without waiting.
/// </summary>
internal sealed class DeviceMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly DeviceMemoryPool? pool;
    private readonly DeviceAllocation allocation;
    private readonly CudaModule? module;

    internal DeviceMemory(CudaDevice device, DeviceMemoryPool pool, DeviceAllocation allocation, long bytes)
        : base(ownsHandle: true)
    {
        (Device, this.pool, this.allocation, Bytes) = (device, pool, allocation, bytes);
        SetHandle((nint)allocation.Pointer);
    }

    /// <summary>A module's variable: it lives as long as the module.</summary>
    internal DeviceMemory(CudaModule module, ulong pointer, long bytes)
        : base(ownsHandle: false)
    {
        (Device, this.module, Bytes) = (module.Device, module, bytes);
        allocation = new DeviceAllocation(pointer, bytes, new StreamUses());
        SetHandle((nint)pointer);
    }

    public CudaDevice Device { get; }

    /// <summary>How many bytes were asked for.</summary>
    public long Bytes { get; }

    /// <summary>The address on the device, for calls within <see cref="Use"/>: whoever passes it on by himself is not waited for.</summary>
    public ulong Pointer => allocation.Pointer;

    internal StreamUses Uses => allocation.Uses;

    /// <summary>Announces work on a stream: <c>using (var use = memory.Use(stream, MemoryAccess.Read))</c> around the calls that queue it.</summary>
    public MemoryUse Use(CudaStream stream, MemoryAccess access) => new(this, Uses, stream, access);

    /// <summary>The memory from that byte on, for a kernel.</summary>
    public KernelMemory From(long offset) => new(this, offset);

    protected override bool ReleaseHandle()
    {
        pool?.Free(allocation);
        return true;
    }
}
