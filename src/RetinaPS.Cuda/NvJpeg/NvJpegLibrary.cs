using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetinaPS.Cuda.NvJpeg;

/// <summary>nvJPEG, which the CUDA toolkit brings; the driver alone does not. Nothing is loaded before <see cref="Shared"/> is read.</summary>
internal sealed unsafe class NvJpegLibrary
{
    /// <summary>The environment variable that names the library to load, as a path; no other is then tried.</summary>
    public const string PathVariable = "RETINAPS_NVJPEG";

    private static readonly Lazy<NvJpegLibrary?> Found = new(FindFirst);

    private NvJpegLibrary(nint library, string path)
    {
        Path = path;
        Functions = new NvJpegFunctions(library);
        Version = new Version(Property(0), Property(1), Property(2));

        int Property(int which)
        {
            int value = 0;
            return Functions.nvjpegGetProperty(which, &value) == NvJpegStatus.Success ? value : 0;
        }
    }

    /// <summary>The process's library; null where there is none that serves.</summary>
    public static NvJpegLibrary? Shared => Found.Value;

    /// <summary>The library that the environment names; null where it names none.</summary>
    public static string? Override => Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? path : null;

    /// <summary>The library, by the name or path under which it was found.</summary>
    public string Path { get; }

    /// <summary>What the library says of its version.</summary>
    public Version Version { get; }

    internal NvJpegFunctions Functions { get; }

    /// <summary>Loads a library from a file, or by a name that the system's loader knows.</summary>
    /// <returns>Null where it is none or lacks a function.</returns>
    public static NvJpegLibrary? TryLoad(string path)
    {
        if ((System.IO.Path.IsPathRooted(path) && !File.Exists(path)) || !NativeLibrary.TryLoad(path, out nint library))
            return null;
        try
        {
            return new NvJpegLibrary(library, path);
        }
        catch (EntryPointNotFoundException)
        {
            NativeLibrary.Free(library);
            return null;
        }
    }

    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="NvJpegException">It did not.</exception>
    internal static void Check(NvJpegStatus status, [CallerArgumentExpression(nameof(status))] string call = "")
    {
        if (status != NvJpegStatus.Success)
            throw new NvJpegException(status, CudaDriver.CallName(call));
    }

    private static NvJpegLibrary? FindFirst() => Override is { } path
        ? TryLoad(System.IO.Path.GetFullPath(path))
        : Candidates().Select(TryLoad).FirstOrDefault(library => library is not null);

    /// <summary>The loader's own path first, then the toolkit's usual folders; newer versions first.</summary>
    private static IEnumerable<string> Candidates()
    {
        string? toolkit = Environment.GetEnvironmentVariable("CUDA_PATH");
        string[] names = OperatingSystem.IsWindows() ? ["nvjpeg64_13.dll", "nvjpeg64_12.dll"] : ["libnvjpeg.so.13", "libnvjpeg.so.12"];
        string[] folders = OperatingSystem.IsWindows()
            ? [System.IO.Path.Combine(toolkit ?? string.Empty, "bin"), System.IO.Path.Combine(toolkit ?? string.Empty, "bin", "x64")]
            : [System.IO.Path.Combine(toolkit ?? string.Empty, "lib64"), "/usr/local/cuda/lib64", "/usr/local/cuda/targets/x86_64-linux/lib"];
        return names.Concat(folders.Where(System.IO.Path.IsPathRooted)
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name))));
    }
}
