using RetinaPS.Cuda;
using RetinaPS.Tests.CudaEngine;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>Whatever nvJPEG answers, each file ends as it would on the processor.</summary>
public sealed class JpegFailureTests
{
    public static TheoryData<string> Bad => [.. BadFiles.All.Keys.Where(name => name.EndsWith(".jpg", StringComparison.Ordinal))];

    [Theory]
    [InlineData("nvjpegCreateEx:7")]
    [InlineData("nvjpegCreateEx:7:1")]
    [InlineData("nvjpegGetHardwareDecoderInfo:9")]
    [InlineData("nvjpegJpegStateCreate:5")]
    [InlineData("nvjpegJpegStateCreate:5:1")]
    [InlineData("nvjpegGetImageInfo:3")]
    [InlineData("nvjpegDecodeBatchedInitialize:6")]
    [InlineData("nvjpegDecodeBatched:6")]
    [InlineData("nvjpegDecodeBatched:6:1")]
    [InlineData("nvjpegDecode:8")]
    [InlineData("nvjpegDecode:8:1")]
    public void A_function_that_fails_costs_no_photograph(string failure)
    {
        using var gpu = new NvJpegGpu("FAIL=" + failure);
        for (int round = 0; round < 3; round++)
        {
            gpu.AssertSame(JpegFiles.Color(61, 47));
            gpu.AssertSame(JpegFiles.Color(61, 47, progressive: true));
        }

        Assert.Equal(0, gpu.Device.MemoryInUse);
    }

    [Fact]
    public void A_bad_file_in_a_batch_does_not_fail_the_others()
    {
        using var gpu = new NvJpegGpu("DELAY_MS=20");
        byte[][] files = [.. Enumerable.Range(0, 24).Select(i => i % 5 == 2 ? JpegFiles.Failing(JpegFiles.Color(61, 47), 3) : JpegFiles.Color(40 + i, 47, seed: i))];
        Threads.Run(files.Length, i => gpu.AssertSame(files[i]));
        Assert.InRange(gpu.Count("largest_batch"), 2, 64);
        Assert.Equal(files.Length, gpu.Device.Uploads);
        Assert.Equal(0, gpu.Device.MemoryInUse);
    }

    [Fact]
    public void Many_threads_share_the_engines()
    {
        using var gpu = new NvJpegGpu("DELAY_MS=2");
        byte[][] files = [.. Enumerable.Range(0, 16).Select(i => JpegFiles.Color(30 + (7 * i), 90 - (3 * i), progressive: i % 4 == 3, seed: i))];
        TestImage[] expected = [.. files.Select(file => NvJpegGpu.Expected(file))];
        Threads.Run(16, thread =>
        {
            for (int i = 0; i < 3 * files.Length; i++)
                Parity.AssertSame(expected[(thread + i) % files.Length], gpu.Decode(files[(thread + i) % files.Length]));
        });
        Assert.Equal(16 * 3 * 12, gpu.FilesOfEngines);
        Assert.Equal(0, gpu.Device.MemoryInUse);
    }

    [Fact]
    public void A_device_that_fails_says_so_to_every_thread_that_waits()
    {
        using var gpu = new NvJpegGpu("DELAY_MS=20");
        gpu.Gpu.Driver.Fail("synchronize", nth: 2, forGood: true, result: CudaResult.IllegalAddress);
        int failed = 0;
        Threads.Run(8, _ =>
        {
            try
            {
                gpu.Decode(JpegFiles.Color(61, 47));
            }
            catch (CudaException e) when (e.IsDeviceFailure)
            {
                Interlocked.Increment(ref failed);
            }
        });
        Assert.InRange(failed, 1, 8);
    }

    [Theory, MemberData(nameof(Bad))]
    public void Bad_files_end_in_the_same_error_as_on_the_processor(string name)
    {
        using var gpu = new NvJpegGpu();
        Assert.Equal(BadFiles.All[name].Error, Assert.Throws<RetinaException>(() => gpu.Decode(BadFiles.All[name].Bytes)).ErrorId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_with_flipped_bits_is_an_image_or_an_error_of_ours(bool progressive)
    {
        using var gpu = new NvJpegGpu();
        byte[] whole = JpegFiles.Color(64, 48, progressive: progressive);
        var random = new Random(2026);
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = [.. whole];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
                damaged[random.Next(2) == 0 ? random.Next(damaged.Length) : random.Next(200)] ^= (byte)(1 << random.Next(8));
            try
            {
                gpu.Decode(damaged);
            }
            catch (RetinaException)
            {
                // Said to be damaged, which it is.
            }
        }

        gpu.AssertSame(whole);
    }
}
