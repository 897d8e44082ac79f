using System.Runtime.CompilerServices;

namespace RetinaPS.Cuda;

/// <summary>
/// One argument of a kernel: a number, a small struct of numbers, or device memory with what the kernel does to it. The type must be exactly the
/// parameter's. Nothing is allocated.
/// </summary>
internal readonly unsafe struct KernelArgument
{
    /// <summary>The largest struct that can be passed.</summary>
    public const int MostBytes = 64;

    private readonly Storage value;

    private KernelArgument(KernelMemory part, MemoryAccess access)
    {
        if (part.Memory is not { } memory)
            return;
        ArgumentOutOfRangeException.ThrowIfNegative(part.Offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part.Offset, memory.Bytes);
        (Memory, Access) = (memory, access);
        value[0] = memory.Pointer + (ulong)part.Offset;
    }

    private KernelArgument(Storage value) => this.value = value;

    /// <summary>The memory behind a pointer; null for a null pointer and for a plain value.</summary>
    public DeviceMemory? Memory { get; }

    /// <summary>What the kernel does to the memory.</summary>
    public MemoryAccess Access { get; }

    /// <summary>Memory that the kernel reads only.</summary>
    public static KernelArgument In(KernelMemory memory) => new(memory, MemoryAccess.Read);

    /// <summary>Memory that the kernel writes, or reads and writes.</summary>
    public static KernelArgument Out(KernelMemory memory) => new(memory, MemoryAccess.Write);

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
