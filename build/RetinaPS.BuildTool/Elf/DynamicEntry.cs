namespace RetinaPS.BuildTool.Elf;

/// <summary>One entry of the dynamic section.</summary>
/// <param name="Tag">What the value means.</param>
/// <param name="Value">An address, a size, flags, or an offset into the strings.</param>
internal readonly record struct DynamicEntry(DynamicTag Tag, ulong Value);
