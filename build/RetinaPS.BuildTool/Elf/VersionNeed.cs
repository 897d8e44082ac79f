namespace RetinaPS.BuildTool.Elf;

/// <summary>The symbol versions that a shared object needs of one library.</summary>
/// <param name="File">The library.</param>
/// <param name="Offset">Where in the shared object the record is.</param>
/// <param name="Indices">The numbers by which symbols refer to these versions.</param>
internal sealed record VersionNeed(string File, int Offset, IReadOnlySet<ushort> Indices);
