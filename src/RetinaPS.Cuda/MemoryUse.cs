using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>
/// Work that is being queued on a stream. From its start the stream waits for what the work depends on, and nobody can free the memory;
/// when it is disposed, the work counts as queued.
/// </summary>
internal readonly ref struct MemoryUse
{
    private readonly SafeHandle memory;
    private readonly StreamUses uses;
    private readonly CudaStream stream;
    private readonly MemoryAccess access;

    internal MemoryUse(SafeHandle memory, StreamUses uses, CudaStream stream, MemoryAccess access)
    {
        (this.memory, this.uses, this.stream, this.access) = (memory, uses, stream, access);
        bool added = false;
        memory.DangerousAddRef(ref added);
        try
        {
            uses.Order(stream, access);
        }
        catch
        {
            memory.DangerousRelease();
            throw;
        }
    }

    /// <summary>The memory's address.</summary>
    public ulong Pointer => (ulong)memory.DangerousGetHandle();

    public void Dispose()
    {
        uses.Record(stream, access);
        memory.DangerousRelease();
    }
}
