using RetinaPS.Devices;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>How many photographs a device works on at once where nobody says.</summary>
public sealed class ThrottleLimitTests
{
    private const long Gibibyte = 1L << 30;

    [Theory]
    [InlineData(80, 16, 1, 64)]
    [InlineData(80, 32, 1, 112)]
    [InlineData(80, 32, 2, 64)]
    [InlineData(8, 16, 1, 16)]
    [InlineData(1, 16, 1, 4)]
    public void A_GPU_has_as_many_as_its_memory_and_its_share_of_the_processors_allow(int gibibytes, int processors, int gpus, int expected)
    {
        using var gpu = new SoftGpu();
        gpu.Device.MemoryBudget = gibibytes * Gibibyte;
        Assert.Equal(expected, gpu.Device.DefaultThrottleLimit(processors, gpus));
    }

    [Fact]
    public void The_processor_has_one_for_each_of_its_cores() => Assert.Equal(6, RetinaDevices.Cpu.DefaultThrottleLimit(processors: 6, gpus: 0));
}
