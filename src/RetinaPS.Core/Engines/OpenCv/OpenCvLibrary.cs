using System.Reflection;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace RetinaPS.Engines.OpenCv;

/// <summary>
/// Finds OpenCvSharp's native library beside the module, and turns its absence into an error that names it and its package.
/// </summary>
internal static class OpenCvLibrary
{
    private const string LibraryName = "OpenCvSharpExtern";
    private static readonly Lazy<string> Version = new(Load);

    /// <summary>Loads the library on the first call.</summary>
    /// <returns>OpenCV's version.</returns>
    /// <exception cref="RetinaException">NativeLibraryNotFound.</exception>
    public static string EnsureLoaded() => Version.Value;

    private static string Load()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Cv2).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Somebody else in this process resolves OpenCvSharp's library already.
        }

        try
        {
            // What goes wrong is told by exceptions; OpenCV's own lines would run through the console's output.
            Cv2.SetLogLevel(LogLevel.SILENT);
            return Cv2.GetVersionString() ?? string.Empty;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or OpenCvSharpException)
        {
            throw RetinaErrors.NativeLibraryNotFound(LibraryName, NativePackages.OpenCv(ModuleFolder.Runtime), typeof(Cv2).Assembly, e.GetBaseException());
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibraryName ? ModuleFolder.LoadNative(name) : 0;
}
