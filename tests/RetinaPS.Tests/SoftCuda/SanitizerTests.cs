using System.Diagnostics;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>The sanitized library, in processes of its own: these tests' program once more, with some of its tests.</summary>
[Trait("Speed", "Slow")]
public sealed class SanitizerTests
{
    [Fact]
    public async Task Right_kernels_pass_in_dotnet()
    {
        var (exitCode, output) = await Run("-class", typeof(KernelTests).FullName!, "-class", typeof(MemoryTests).FullName!, "-class", typeof(PtxTests).FullName!);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Sanitizer", output);
    }

    [Fact]
    public async Task A_store_past_memory_is_reported_with_the_kernels_line()
    {
        var (exitCode, output) = await Run("-method", $"{typeof(MistakeTests).FullName}.{nameof(MistakeTests.A_store_beside_an_allocation_fails_the_device)}");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("AddressSanitizer: heap-buffer-overflow", output);
        Assert.Matches(@"soft_store_at.*soft_wrong\.cu:\d+", output);
    }

    [Fact]
    public async Task A_store_past_a_shared_array_is_reported_too()
    {
        var (exitCode, output) = await Run("-method", $"{typeof(MistakeTests).FullName}.{nameof(MistakeTests.A_store_past_a_shared_array_is_a_sanitizers_find)}");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("AddressSanitizer: global-buffer-overflow", output);
        Assert.Contains("soft_wrong.cu", output);
    }

    internal static async Task<(int ExitCode, string Output)> Run(params string[] filters)
    {
        Assert.SkipWhen(SoftCudaLibrary.IsSanitized, "is the outer process's test");
        _ = SoftCudaLibrary.Path;
        var start = new ProcessStartInfo(Environment.ProcessPath!, filters) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.FileName = Path.ChangeExtension(typeof(SanitizerTests).Assembly.Location, null);
        foreach (var (name, value) in SoftCudaLibrary.SanitizerVariables)
            start.Environment[name] = value;

        // Each request is an allocation of its own size, so that whoever goes beyond it is seen.
        start.Environment["RETINAPS_CUDA_CACHE"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
