namespace RetinaPS.BuildTool.Elf;

/// <summary>A segment: which bytes of the file the loader maps, and where.</summary>
/// <param name="Type">What the segment is for.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Address">Its first byte in memory, relative to the load address.</param>
/// <param name="FileSize">How many bytes of it the file holds.</param>
internal readonly record struct ProgramHeader(SegmentType Type, ulong Offset, ulong Address, ulong FileSize)
{
    /// <summary>The first byte of the file after the segment.</summary>
    public ulong End => Offset + FileSize;
}
