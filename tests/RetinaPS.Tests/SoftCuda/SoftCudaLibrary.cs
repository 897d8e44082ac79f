using System.Diagnostics;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>
/// The software CUDA device's library, built by tests/SoftCuda/build.sh on first use: a driver for CudaDriver, or for RETINAPS_CUDA_DRIVER of a
/// process that a test starts. Where no C++ compiler is found the asking test is skipped, and on CI it fails.
/// </summary>
internal static class SoftCudaLibrary
{
    /// <summary>Set to 1, tests get the sanitized library; the process then needs <see cref="SanitizerVariables"/>.</summary>
    public const string SanitizeVariable = "RETINAPS_SOFTCUDA_SANITIZE";

    private static readonly Lazy<string> Plain = new(() => Build([]));
    private static readonly Lazy<string> Sanitized = new(() => Build(["--sanitize"]));
    private static int copies;

    public static bool IsSanitized => Environment.GetEnvironmentVariable(SanitizeVariable) == "1";

    /// <summary>The library with the kernels of kernels/ and of tests/SoftCuda/kernels.</summary>
    public static string Path
    {
        get
        {
            Require(FindProgram(Compiler) is not null, $"the software CUDA device needs {Compiler} (package g++)");
            return IsSanitized ? Sanitized.Value : Plain.Value;
        }
    }

    /// <summary>The same under a name of its own: a process that loads several copies has as many drivers that know nothing of each other.</summary>
    public static string Copy()
    {
        string folder = System.IO.Path.Combine(OutputFolder, "copies", Environment.ProcessId.ToString());
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, true);
        };
        string copy = System.IO.Path.Combine(folder, $"softcuda-{Interlocked.Increment(ref copies)}.so");
        File.Copy(Path, copy, true);
        return copy;
    }

    /// <summary>What a process needs in its environment to run its tests on the sanitized library.</summary>
    public static IReadOnlyDictionary<string, string> SanitizerVariables => new Dictionary<string, string>
    {
        [SanitizeVariable] = "1",
        ["LD_PRELOAD"] = string.Join(' ', new[] { "libasan.so", "libubsan.so" }.Select(name => Run(Compiler, ["-print-file-name=" + name]).Trim())),

        // .NET turns faults into exceptions itself, and frees what it must at its end.
        ["ASAN_OPTIONS"] = "detect_leaks=0:handle_segv=0:handle_sigfpe=0:use_sigaltstack=0:detect_stack_use_after_return=0:abort_on_error=0:exitcode=86",
        ["UBSAN_OPTIONS"] = "print_stacktrace=1:exitcode=86",
    };

    /// <summary>Skips the test for a reason, or on CI fails it: there every tool is expected.</summary>
    public static void Require(bool condition, string reason)
    {
        if (condition)
            return;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public static string? FindProgram(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end and gives its standard output; what it says on standard error becomes the exception of a failure.</summary>
    public static string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{errors.Result}");
    }

    private static string Compiler => Environment.GetEnvironmentVariable("CXX") is { Length: > 0 } named ? named : "g++";

    private static string SourceFolder => System.IO.Path.Combine(AssembledModule.RepositoryRoot, "tests", "SoftCuda");

    private static string OutputFolder => System.IO.Path.Combine(AssembledModule.RepositoryRoot, "tests", "RetinaPS.Tests", "obj", "softcuda");

    private static string Build(string[] options) => Run(
        "bash",
        [
            System.IO.Path.Combine(SourceFolder, "build.sh"), OutputFolder, .. options,
            System.IO.Path.Combine(AssembledModule.RepositoryRoot, "kernels"), System.IO.Path.Combine(SourceFolder, "kernels"),
        ]).Trim();
}
