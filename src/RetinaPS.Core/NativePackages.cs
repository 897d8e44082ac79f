using System.Reflection;

namespace RetinaPS;

/// <summary>The NuGet packages that hold the module's native libraries, by runtime identifier; null where no package does.</summary>
internal static class NativePackages
{
    /// <summary>The package with OpenCvSharp's library.</summary>
    public static string? OpenCv(string runtime) => runtime switch
    {
        "win-x64" => "OpenCvSharp4.runtime.win",
        "linux-x64" => "OpenCvSharp4.official.runtime.linux-x64",
        "win-arm64" or "linux-arm64" => "OpenCvSharp4.runtime." + runtime,
        "osx-x64" or "osx-arm64" => "OpenCvSharp4.runtime." + runtime.Replace('-', '.'),
        _ => null,
    };

    /// <summary>The package with SkiaSharp's library.</summary>
    public static string? Skia(string runtime) => runtime.Split('-')[0] switch
    {
        "win" => "SkiaSharp.NativeAssets.Win32",
        "osx" => "SkiaSharp.NativeAssets.macOS",
        "linux" => "SkiaSharp.NativeAssets.Linux.NoDependencies",
        _ => null,
    };

    /// <summary>The version of the package that a native library must come from: the one of the assembly that calls it.</summary>
    public static string Version(Assembly binding) =>
        binding.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('-', '+')[0];
}
