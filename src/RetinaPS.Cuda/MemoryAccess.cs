namespace RetinaPS.Cuda;

/// <summary>What a piece of work does with memory.</summary>
internal enum MemoryAccess
{
    /// <summary>It reads only: others may read at the same time.</summary>
    Read,

    /// <summary>It writes, and perhaps reads too: nobody else may use the memory at the same time.</summary>
    Write,
}
