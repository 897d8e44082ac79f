using System.Runtime.InteropServices;

namespace RetinaPS.Imaging;

/// <summary>glibc's <c>malloc_trim</c>. Windows and musl have none: their allocators map large blocks on their own.</summary>
internal static unsafe class AllocatorTrim
{
    /// <summary>What gives the C library's free memory back to the system; does nothing where the library cannot.</summary>
    public static Action Find()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library)
            || !NativeLibrary.TryGetExport(library, "malloc_trim", out nint function))
        {
            return () => { };
        }

        var trim = (delegate* unmanaged<nuint, int>)function;
        return () => _ = trim(0);
    }
}
