using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>Finds the driver's library, which the graphics driver installs; no CUDA toolkit is needed.</summary>
internal static class CudaLibrary
{
    /// <summary>The environment variable that names another library to load in the driver's place, as a path.</summary>
    public const string PathVariable = "RETINAPS_CUDA_DRIVER";

    /// <summary>Names to try in turn. Windows' is taken from the system folder alone, so that no other folder can slip one in.</summary>
    public static IReadOnlyList<string> Candidates { get; } = OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.SystemDirectory, "nvcuda.dll")]
        : ["libcuda.so.1", "libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1", "/usr/local/nvidia/lib64/libcuda.so.1"];

    /// <summary>Loads the library that the environment variable names, or else the first candidate that there is.</summary>
    /// <returns>The library's handle and the name under which it was found.</returns>
    /// <exception cref="CudaUnavailableException">There is none, or it cannot be loaded.</exception>
    public static (nint Handle, string Path) Load()
    {
        string? path = Environment.GetEnvironmentVariable(PathVariable);
        return string.IsNullOrWhiteSpace(path) ? LoadFirst(Candidates) : (LoadOverride(path), path);
    }

    /// <summary>Loads the first library of the list that there is.</summary>
    /// <exception cref="CudaUnavailableException">There is none, or it cannot be loaded.</exception>
    public static (nint Handle, string Path) LoadFirst(IReadOnlyList<string> candidates)
    {
        CudaUnavailableException? broken = null;
        foreach (string name in candidates)
        {
            try
            {
                return (NativeLibrary.Load(name), name);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                // A library that is there but does not load says more than the absence of the others.
                if (!IsMissing(name, e.Message))
                    broken ??= new CudaUnavailableException($"{name} cannot be loaded: {LoaderReason(name, e.Message)}", e);
            }
        }

        throw broken ?? new CudaUnavailableException($"{Path.GetFileName(candidates[0])} was not found: no NVIDIA driver is installed");
    }

    /// <summary>Loads the library that somebody named on purpose: no other is tried.</summary>
    /// <exception cref="CudaUnavailableException">It is missing or cannot be loaded.</exception>
    public static nint LoadOverride(string path)
    {
        if (!File.Exists(path))
            throw new CudaUnavailableException($"the file '{path}', which the environment variable {PathVariable} names, does not exist");
        try
        {
            return NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new CudaUnavailableException(
                $"the file '{path}', which the environment variable {PathVariable} names, cannot be loaded: {LoaderReason(path, e.Message)}", e);
        }
    }

    private static bool IsMissing(string name, string message) => Path.IsPathRooted(name)
        ? !File.Exists(name)
        : message.Split('\n').Any(line => line.Contains(name, StringComparison.Ordinal) && line.Contains("No such file", StringComparison.Ordinal));

    /// <summary>The loader's own sentence out of .NET's longer message, without the file's name.</summary>
    private static string LoaderReason(string name, string message)
    {
        string line = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        int end = line.IndexOf(Path.GetFileName(name) + ": ", StringComparison.Ordinal);
        return end < 0 ? line : line[(end + Path.GetFileName(name).Length + 2)..];
    }
}
