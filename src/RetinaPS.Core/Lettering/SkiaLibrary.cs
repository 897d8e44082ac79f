using System.Reflection;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace RetinaPS.Lettering;

/// <summary>Finds SkiaSharp's native library beside the module, and turns its absence into an error that names it and its package.</summary>
internal static class SkiaLibrary
{
    private const string LibraryName = "libSkiaSharp";
    private static readonly Lazy<Version> Loaded = new(Load);

    /// <summary>Loads the library on the first call; nothing of it is touched before.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="RetinaException">NativeLibraryNotFound.</exception>
    public static Version EnsureLoaded() => Loaded.Value;

    private static Version Load()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SKTypeface).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Somebody else in this process resolves SkiaSharp's library already.
        }

        try
        {
            return SkiaSharpVersion.Native;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw RetinaErrors.NativeLibraryNotFound(LibraryName, NativePackages.Skia(ModuleFolder.Runtime), typeof(SKTypeface).Assembly, e.GetBaseException());
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibraryName ? ModuleFolder.LoadNative(name) : 0;
}
