using RetinaPS.Tests.SoftCuda;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The parity tests once more in a process of their own, where every load and store of the kernels is watched.</summary>
public sealed class SanitizedEngineTests
{
    [Fact]
    public async Task Kernels_touch_no_byte_beside_their_memory_while_the_engine_is_held_against_the_processor()
    {
        var (exitCode, output) = await SanitizerTests.Run([.. new[]
        {
            typeof(CannyParityTests), typeof(ConvertParityTests), typeof(EngineParityTests), typeof(FilterParityTests), typeof(JpegKernelTests),
            typeof(PreprocessParityTests), typeof(PyramidParityTests), typeof(ResizeParityTests),
        }.SelectMany(type => new[] { "-class", type.FullName! })]);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Sanitizer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("runtime error:", output, StringComparison.Ordinal);
        Assert.Contains("Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
