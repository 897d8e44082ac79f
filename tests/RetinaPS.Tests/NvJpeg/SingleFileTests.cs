using System.Diagnostics;
using RetinaPS.Tests.CudaEngine;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>From version 13 on, nvJPEG gives single files to the engines: each thread hands over its own.</summary>
public sealed class SingleFileTests
{
    private const string Version = "VERSION=13";

    // Four for each place, of which there are eight at least.
    private const int MostStates = 4 * 8;

    public static TheoryData<int> Samplings => JpegDecodingTests.Samplings;

    [Theory, MemberData(nameof(Samplings))]
    public void Files_are_decoded_one_a_call(int sampling)
    {
        using var gpu = new NvJpegGpu(Version);
        gpu.AssertSame(JpegFiles.Color(61, 47, sampling));
        gpu.AssertSame(JpegFiles.Color(61, 47, sampling, progressive: true));
        gpu.AssertSame(JpegFiles.Gray(61, 47));
        Assert.Equal((0, 3), (gpu.Count("nvjpegDecodeBatched"), gpu.Count("nvjpegDecode")));
        Assert.EndsWith("nvJPEG 13.0.0 with 2 JPEG engines", gpu.Device.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_share_few_states()
    {
        using var gpu = new NvJpegGpu(Version, "DELAY_MS=2");
        byte[][] files = [.. Enumerable.Range(0, 8).Select(i => JpegFiles.Color(30 + (7 * i), 90 - (3 * i), seed: i))];
        TestImage[] expected = [.. files.Select(file => NvJpegGpu.Expected(file))];
        Threads.Run(16, thread =>
        {
            for (int i = 0; i < files.Length; i++)
                Parity.AssertSame(expected[(thread + i) % files.Length], gpu.Decode(files[(thread + i) % files.Length]));
        });
        Assert.InRange(gpu.Count("nvjpegJpegStateCreate"), 1, MostStates);
        Assert.Equal((16 * files.Length, 0), (gpu.Device.Uploads, gpu.Device.MemoryInUse));
    }

    [Fact]
    public void Files_of_one_size_go_to_a_state_of_their_own_because_a_change_of_size_is_dear()
    {
        using var gpu = new NvJpegGpu(Version);
        byte[][] files = [JpegFiles.Color(61, 47), JpegFiles.Color(47, 61), JpegFiles.Color(61, 47, JpegFiles.Sampling444)];
        for (int i = 0; i < 12; i++)
            gpu.AssertSame(files[i % files.Length]);
        Assert.Equal(files.Length, gpu.Count("nvjpegJpegStateCreate"));
    }

    [Fact]
    public void Of_many_sizes_those_that_came_last_keep_their_states()
    {
        using var gpu = new NvJpegGpu(Version);
        for (int i = 0; i < MostStates + 8; i++)
            gpu.AssertSame(JpegFiles.Color(30 + i, 40));
        Assert.Equal(MostStates, gpu.Count("nvjpegJpegStateCreate"));
    }

    [Fact]
    public void Files_for_which_there_is_no_memory_leave_the_engines_working()
    {
        using var gpu = new NvJpegGpu(Version);
        byte[] file = JpegFiles.Color(610, 470);
        gpu.Device.MemoryBudget = 1 << 17;
        for (int i = 0; i < 20; i++)
            Assert.Throws<RetinaPS.Cuda.DeviceOutOfMemoryException>(() => gpu.Decode(file));
        gpu.Device.MemoryBudget = 1 << 24;
        gpu.AssertSame(file);
        Assert.Equal(1, gpu.Count("nvjpegDecode"));
    }

    [Fact]
    public void A_second_state_that_cannot_be_made_keeps_no_file_waiting()
    {
        using var gpu = new NvJpegGpu(Version, "DELAY_MS=2", "FAIL=nvjpegJpegStateCreate:5:2");
        byte[] file = JpegFiles.Color(61, 47);
        var expected = NvJpegGpu.Expected(file);
        Threads.Run(8, _ =>
        {
            for (int i = 0; i < 8; i++)
                Parity.AssertSame(expected, gpu.Decode(file));
        });
        gpu.Settle();
        Assert.Equal(8 * 8, gpu.Count("nvjpegDecode"));
        Assert.InRange(gpu.Count("nvjpegJpegStateCreate"), 2, MostStates);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(5, false, 10)]
    [InlineData(5, true, 8)]
    [InlineData(1, false, 8)]
    [InlineData(0, false, 8)]
    public void Each_engine_has_two_files_and_kernels_have_eight(int engines, bool progressive, int expected)
    {
        using var gpu = new NvJpegGpu(Version, "DELAY_MS=5", $"ENGINES={engines}");
        byte[] file = JpegFiles.Color(61, 47, progressive: progressive);
        var since = Stopwatch.StartNew();
        Threads.Run(expected + 4, _ =>
        {
            do
                gpu.Decode(file);
            while (gpu.Count("most_at_once") < expected && since.Elapsed < TimeSpan.FromSeconds(30));
        });
        Assert.Equal(expected, gpu.Count("most_at_once"));
        Assert.Equal(expected, gpu.Count("nvjpegJpegStateCreate") - (engines > 0 && progressive ? 1 : 0));
    }

    [Theory]
    [InlineData("nvjpegDecode:8")]
    [InlineData("nvjpegDecode:8:2")]
    [InlineData("nvjpegJpegStateCreate:5")]
    [InlineData("nvjpegGetHardwareDecoderInfo:9")]
    public void A_function_that_fails_costs_no_photograph(string failure)
    {
        using var gpu = new NvJpegGpu(Version, "FAIL=" + failure);
        for (int round = 0; round < 3; round++)
            gpu.AssertSame(JpegFiles.Color(61, 47));
        gpu.AssertSame(JpegFiles.Failing(JpegFiles.Color(61, 47), 10));
        Assert.Equal(0, gpu.Device.MemoryInUse);
    }
}
