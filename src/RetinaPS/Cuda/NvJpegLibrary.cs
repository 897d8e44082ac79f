using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>Looks for nvJPEG, which the CUDA toolkit brings; the driver alone does not.</summary>
internal static class NvJpegLibrary
{
    private static readonly Lazy<string?> Found = new(() => Candidates().FirstOrDefault(CanLoad));

    /// <summary>The library, by the name or path under which it loads; null where there is none.</summary>
    public static string? Path => Found.Value;

    /// <summary>The loader's own path first, then the toolkit's usual folders; newer versions first.</summary>
    private static IEnumerable<string> Candidates()
    {
        string? toolkit = Environment.GetEnvironmentVariable("CUDA_PATH");
        string[] names = OperatingSystem.IsWindows() ? ["nvjpeg64_13.dll", "nvjpeg64_12.dll"] : ["libnvjpeg.so.13", "libnvjpeg.so.12"];
        string[] folders = OperatingSystem.IsWindows()
            ? [System.IO.Path.Combine(toolkit ?? string.Empty, "bin")]
            : [System.IO.Path.Combine(toolkit ?? string.Empty, "lib64"), "/usr/local/cuda/lib64"];
        return names.Concat(folders.SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name))));
    }

    private static bool CanLoad(string name)
    {
        if (System.IO.Path.IsPathRooted(name) && !File.Exists(name))
            return false;
        if (!NativeLibrary.TryLoad(name, out nint library))
            return false;
        NativeLibrary.Free(library);
        return true;
    }
}
