using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Tests.CudaEngine;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>Files that nvJPEG decodes to planes become the processor's pixels. The software nvJPEG has libjpeg's arithmetic, so not one byte differs.</summary>
public sealed class JpegDecodingTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (3, 2), (8, 8), (16, 17), (33, 15), (61, 47), (200, 121)];

    public static TheoryData<int> Samplings => [JpegFiles.Sampling444, JpegFiles.Sampling422, JpegFiles.Sampling440, JpegFiles.Sampling420];

    [Theory, MemberData(nameof(Samplings))]
    public void Baseline_files_of_each_sampling_and_size_go_to_the_engines(int sampling)
    {
        using var gpu = new NvJpegGpu();
        foreach (var (width, height) in Sizes)
            gpu.AssertSame(JpegFiles.Color(width, height, sampling));
        Assert.Equal(Sizes.Length, gpu.FilesOfEngines);
    }

    [Theory, MemberData(nameof(Samplings))]
    public void Progressive_files_go_to_the_kernels(int sampling)
    {
        using var gpu = new NvJpegGpu();
        foreach (var (width, height) in Sizes)
            gpu.AssertSame(JpegFiles.Color(width, height, sampling, progressive: true));
        Assert.Equal((0, Sizes.Length), (gpu.FilesOfEngines, gpu.Count("nvjpegDecode")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Grey_files_stay_grey_unless_colour_is_asked_for(bool progressive)
    {
        using var gpu = new NvJpegGpu();
        foreach (var (width, height) in Sizes)
        {
            gpu.AssertSame(JpegFiles.Gray(width, height, progressive));
            gpu.AssertSame(JpegFiles.Gray(width, height, progressive), color: true);
        }

        Assert.Equal(2 * Sizes.Length, gpu.FilesOfEngines + gpu.Count("nvjpegDecode"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void Files_with_restart_markers_go_to_the_engines(int interval)
    {
        using var gpu = new NvJpegGpu();
        gpu.AssertSame(JpegFiles.Color(203, 121, restart: interval));
        Assert.Equal(1, gpu.FilesOfEngines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Photographs_come_upright(byte orientation)
    {
        using var gpu = new NvJpegGpu();
        gpu.AssertSame(ImageBytes.WithOrientation(JpegFiles.Color(61, 47), orientation));
        gpu.AssertSame(ImageBytes.WithOrientation(JpegFiles.Gray(61, 47), orientation));
        Assert.Equal(2, gpu.FilesOfEngines);
    }

    [Fact]
    public void A_decoded_file_counts_as_one_upload_of_its_own_bytes()
    {
        using var gpu = new NvJpegGpu();
        byte[] file = JpegFiles.Color(61, 47);
        gpu.Engine.Decode(NvJpegGpu.Inspect(file), color: true).Dispose();
        Assert.Equal((1, file.Length), (gpu.Device.Uploads, gpu.Device.UploadedBytes));
        Assert.Equal(0, gpu.Device.MemoryInUse);
    }

    [Fact]
    public void The_device_says_what_decodes()
    {
        using var gpu = new NvJpegGpu("ENGINES=7");
        Assert.EndsWith("nvJPEG 0.0.0 with 7 JPEG engines", gpu.Device.Description, StringComparison.Ordinal);
        using var unready = new NvJpegGpu(isReady: false, "HOLD=1");
        Assert.EndsWith("nvJPEG 0.0.0", unready.Device.Description, StringComparison.Ordinal);
        unready.Configure("HOLD", "0");
        using var without = new SoftGpu();
        Assert.EndsWith("no nvJPEG", without.Device.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_come_while_nvJpeg_is_set_up_are_the_processors_work_if_it_is_idle()
    {
        using var gpu = new NvJpegGpu(isReady: false, "HOLD=1") { ProcessorIsIdle = true };
        gpu.AssertLeftToProcessor(JpegFiles.Color(61, 47));
        gpu.Configure("HOLD", "0");
        gpu.WaitUntilSetUp();
        gpu.AssertSame(JpegFiles.Color(61, 47));
        Assert.Equal(1, gpu.FilesOfEngines);
    }

    [Fact]
    public void Without_idle_cores_files_wait_until_nvJpeg_is_set_up()
    {
        using var gpu = new NvJpegGpu(isReady: false, "HOLD=1");
        var first = new Thread(() => gpu.AssertSame(JpegFiles.Color(61, 47)));
        first.Start();
        gpu.Configure("HOLD", "0");
        first.Join();
        Assert.Equal(1, gpu.FilesOfEngines);
    }

    [Fact]
    public void What_the_engines_have_no_time_for_is_decoded_on_idle_cores()
    {
        using var gpu = new NvJpegGpu("DELAY_MS=300") { ProcessorIsIdle = true };
        byte[] file = JpegFiles.Color(61, 47);
        var expected = NvJpegGpu.Expected(file);
        Threads.Run(64, _ => Parity.AssertSame(expected, gpu.Decode(file)));
        Assert.InRange(gpu.FilesOfEngines, 1, 63);
        Assert.Equal(64, gpu.Device.Uploads);
    }

    [Fact]
    public void A_card_without_engines_decodes_all_by_kernels()
    {
        using var gpu = new NvJpegGpu("ENGINES=0");
        gpu.AssertSame(JpegFiles.Color(61, 47));
        Assert.Equal((0, 1), (gpu.Count("nvjpegDecodeBatched"), gpu.Count("nvjpegDecode")));
        Assert.EndsWith("with no JPEG engine", gpu.Device.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_none_is_not_used()
    {
        Assert.Null(NvJpegLibrary.TryLoad(Path.Combine(Path.GetTempPath(), "libnvjpeg-that-is-not-there.so")));
        Assert.Null(NvJpegLibrary.TryLoad(SoftCuda.SoftCudaLibrary.Path));
    }
}
