namespace RetinaPS.BuildTool.Elf;

/// <summary>A symbol that a shared object offers to others or expects of them.</summary>
/// <param name="Name">Its name, without version.</param>
/// <param name="IsDefined">Whether the shared object offers it.</param>
/// <param name="IsWeak">Whether it may stay unresolved.</param>
internal readonly record struct DynamicSymbol(string Name, bool IsDefined, bool IsWeak);
