namespace RetinaPS.BuildTool.Elf;

/// <summary>A file is no ELF shared object of the supported kind, or cannot be changed safely.</summary>
internal sealed class ElfException(string message) : Exception(message);
