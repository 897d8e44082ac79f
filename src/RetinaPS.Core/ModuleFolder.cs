using System.Runtime.InteropServices;

namespace RetinaPS;

/// <summary>What lies beside the module's assembly: native libraries where PowerShell itself would look, so that any host finds them, and fonts.</summary>
internal static class ModuleFolder
{
    private static readonly string Assemblies = Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;

    /// <summary>The full path of a font file.</summary>
    public static string Font(string name) => Path.GetFullPath(Path.Combine(Assemblies, "..", "fonts", name));

    /// <summary>The identifier of this process's system and processor, such as linux-x64: the name of the folder of its native libraries.</summary>
    public static string Runtime { get; } = string.Join(
        '-',
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    /// <summary>The full path of a native library for this process, named without extension, whether it is there or not.</summary>
    public static string Native(string name) =>
        Path.Combine(Assemblies, Runtime, name + (OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so"));

    /// <summary>Loads a native library, named without extension.</summary>
    /// <returns>Its handle, or 0 where the file is not there.</returns>
    public static nint LoadNative(string name)
    {
        string file = Native(name);

        // A file that is there but cannot be loaded is an error of its own: the loader says which library it misses.
        return File.Exists(file) ? NativeLibrary.Load(file) : 0;
    }
}
