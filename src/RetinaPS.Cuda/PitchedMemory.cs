namespace RetinaPS.Cuda;

/// <summary>Rows in device memory that start at even distances.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Pitch">Bytes from one row's start to the next's.</param>
/// <param name="Offset">Where the first row starts.</param>
internal readonly record struct PitchedMemory(DeviceMemory Memory, long Pitch, long Offset = 0)
{
    /// <summary>The rows from that one on.</summary>
    public PitchedMemory From(long row) => this with { Offset = Offset + (row * Pitch) };

    internal void CheckRange(long rowBytes, long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(Pitch, rows > 1 ? rowBytes : 0);
        if (rows > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThan(Offset + ((rows - 1) * Pitch) + rowBytes, Memory.Bytes, nameof(rows));
    }
}
