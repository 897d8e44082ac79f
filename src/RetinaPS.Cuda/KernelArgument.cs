using System.Runtime.CompilerServices;

namespace RetinaPS.Cuda;

/// <summary>
/// One argument of a kernel: a number, a small struct of numbers, or device memory with what the kernel does to it. Numbers convert by
/// themselves; the type must be exactly the parameter's. Nothing is allocated.
/// </summary>
internal readonly unsafe struct KernelArgument
{
    /// <summary>The largest struct that can be passed.</summary>
    public const int MostBytes = 64;

    private readonly Storage value;

    internal KernelArgument(DeviceMemory memory, MemoryAccess access, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, memory.Bytes);
        (Memory, Access) = (memory, access);
        value[0] = memory.Pointer + (ulong)offset;
    }

    private KernelArgument(Storage value) => this.value = value;

    /// <summary>The memory behind a pointer; null for a plain value.</summary>
    public DeviceMemory? Memory { get; }

    /// <summary>What the kernel does to the memory.</summary>
    public MemoryAccess Access { get; }

    public static implicit operator KernelArgument(int value) => Of(value);

    public static implicit operator KernelArgument(uint value) => Of(value);

    public static implicit operator KernelArgument(long value) => Of(value);

    public static implicit operator KernelArgument(ulong value) => Of(value);

    public static implicit operator KernelArgument(float value) => Of(value);

    public static implicit operator KernelArgument(double value) => Of(value);

    /// <summary>A pointer that the kernel takes as absent.</summary>
    public static KernelArgument Null => Of(0UL);

    /// <summary>A value of any type without references, laid out as the kernel's parameter is.</summary>
    public static KernelArgument Of<T>(T value)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeof(T), MostBytes, nameof(T));
        Storage storage = default;
        Unsafe.WriteUnaligned(ref Unsafe.As<Storage, byte>(ref storage), value);
        return new KernelArgument(storage);
    }

    internal void CopyTo(void* slot) => Unsafe.WriteUnaligned(slot, value);

    [InlineArray(MostBytes / sizeof(ulong))]
    private struct Storage
    {
        private ulong first;
    }
}
