namespace RetinaPS.BuildTool.Elf;

/// <summary>Finds the building machine's own shared objects.</summary>
internal static class SystemLibraries
{
    private static readonly string[] Folders =
    [
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib",
    ];

    /// <summary>The names that a library offers, or null where this machine has no such library.</summary>
    public static IReadOnlySet<string>? FindDefinedNames(string library)
    {
        foreach (string path in Folders.Select(folder => Path.Combine(folder, library)).Where(File.Exists))
        {
            try
            {
                var file = ElfFile.Read(path);
                return new DynamicSymbolTable(file, new DynamicSection(file)).DefinedNames().ToHashSet();
            }
            catch (ElfException)
            {
                // Another architecture's library, or a linker script: the next folder may hold ours.
            }
        }

        return null;
    }
}
