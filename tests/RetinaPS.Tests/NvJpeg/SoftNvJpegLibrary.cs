using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>The software nvJPEG's library, built by tests/SoftNvJpeg/build.sh on first use.</summary>
internal static class SoftNvJpegLibrary
{
    private static readonly Lazy<string> Built = new(() => SoftCudaLibrary.Run("bash", [Path.Combine(SourceFolder, "build.sh"), OutputFolder]).Trim());
    private static int copies;

    private static string SourceFolder => Path.Combine(AssembledModule.RepositoryRoot, "tests", "SoftNvJpeg");

    private static string OutputFolder => Path.Combine(AssembledModule.RepositoryRoot, "tests", "RetinaPS.Tests", "obj", "softnvjpeg");

    /// <summary>The library under a name of its own, so that it has its own settings and counters.</summary>
    public static string Copy()
    {
        SoftCudaLibrary.Require(File.Exists("/usr/include/jpeglib.h"), "the software nvJPEG needs libjpeg's headers (package libjpeg62-turbo-dev)");
        string folder = Path.Combine(OutputFolder, "copies", Environment.ProcessId.ToString());
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, true);
        };
        string copy = Path.Combine(folder, $"softnvjpeg-{Interlocked.Increment(ref copies)}.so");
        File.Copy(Built.Value, copy, true);
        return copy;
    }
}
