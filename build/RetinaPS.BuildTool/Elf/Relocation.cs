namespace RetinaPS.BuildTool.Elf;

/// <summary>A place that the loader fills in, and the symbol whose address (or module) it needs for that.</summary>
/// <param name="Type">How the place is computed (<c>R_X86_64_*</c>).</param>
/// <param name="Symbol">The symbol's index, or 0 where none is needed.</param>
/// <param name="SymbolOffset">Where in the file that index is written.</param>
internal readonly record struct Relocation(uint Type, int Symbol, int SymbolOffset)
{
    private const uint JumpSlot = 7;

    /// <summary>Whether the symbol is looked up when it is first called, rather than when the library is loaded.</summary>
    public bool IsLazy => Type == JumpSlot;

    /// <summary>All relocations of a shared object.</summary>
    public static IEnumerable<Relocation> ReadAll(ElfFile file, DynamicSection dynamic) =>
    [
        .. ReadTable(file, dynamic, DynamicTag.Relocations, DynamicTag.RelocationsSize),
        .. ReadTable(file, dynamic, DynamicTag.PltRelocations, DynamicTag.PltRelocationsSize),
    ];

    private static IEnumerable<Relocation> ReadTable(ElfFile file, DynamicSection dynamic, DynamicTag address, DynamicTag size)
    {
        const int EntrySize = 24;
        if (dynamic.FindTable(address) is not { } table || dynamic.Find(size) is not { } bytes)
            yield break;

        for (int offset = table; offset < table + (int)bytes; offset += EntrySize)
            yield return new Relocation(file.UInt32(offset + 8), checked((int)file.UInt32(offset + 12)), offset + 12);
    }
}
