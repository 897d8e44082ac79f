namespace RetinaPS.BuildTool.Elf;

/// <summary>The dynamic section's tags that matter here (<c>d_tag</c>).</summary>
internal enum DynamicTag : ulong
{
    /// <summary>Ends the section.</summary>
    Null = 0,

    /// <summary>The name of a library that the loader must load first.</summary>
    Needed = 1,

    /// <summary>Size of the relocations of the procedure linkage table, in bytes.</summary>
    PltRelocationsSize = 2,

    /// <summary>Address of the SysV hash table, whose chain count is the number of symbols.</summary>
    Hash = 4,

    /// <summary>Address of the strings.</summary>
    Strings = 5,

    /// <summary>Address of the symbols.</summary>
    Symbols = 6,

    /// <summary>Address of the relocations that the loader applies at once.</summary>
    Relocations = 7,

    /// <summary>Size of those relocations, in bytes.</summary>
    RelocationsSize = 8,

    /// <summary>Address of the relocations of the procedure linkage table.</summary>
    PltRelocations = 23,

    /// <summary>Present when every symbol is to be bound at load time.</summary>
    BindNow = 24,

    /// <summary>Flags; see <see cref="DynamicSection.BindsNow"/>.</summary>
    Flags = 30,

    /// <summary>Address of the GNU hash table.</summary>
    GnuHash = 0x6ffffef5,

    /// <summary>Address of the version index of each symbol.</summary>
    VersionIndices = 0x6ffffff0,

    /// <summary>More flags; see <see cref="DynamicSection.BindsNow"/>.</summary>
    Flags1 = 0x6ffffffb,

    /// <summary>Address of the versions needed of other libraries.</summary>
    VersionNeeds = 0x6ffffffe,

    /// <summary>How many libraries versions are needed of.</summary>
    VersionNeedsCount = 0x6fffffff,
}
