using System.Runtime.InteropServices;

namespace RetinaPS;

/// <summary>What lies beside the module's assembly: native libraries where PowerShell itself would look, so that any host finds them, and fonts.</summary>
internal static class ModuleFolder
{
    private static readonly string Assemblies = Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;

    /// <summary>The full path of a font file.</summary>
    public static string Font(string name) => Path.GetFullPath(Path.Combine(Assemblies, "..", "fonts", name));

    /// <summary>Loads a native library, named without extension.</summary>
    /// <returns>Its handle, or 0 where the file is not there.</returns>
    public static nint LoadNative(string name)
    {
        string file = OperatingSystem.IsWindows()
            ? Path.Combine(Assemblies, "win-x64", name + ".dll")
            : Path.Combine(Assemblies, "linux-x64", name + ".so");

        // A file that is there but cannot be loaded is an error of its own: the loader says which library it misses.
        return File.Exists(file) ? NativeLibrary.Load(file) : 0;
    }
}
