using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>What becomes of cmdlets when the device fails, and of the device when they are done.</summary>
[Trait("Speed", "Slow")]
public sealed class DeviceFailureTests : IDisposable
{
    private const string Chain = "$images | Get-EyeMask -Method FullFrame -PassThru | Invoke-HistogramSpecification -Reference $reference | Invoke-GpuClahe -TileGrid 4";
    private readonly ModuleRunspace shell = new();
    private readonly TestImage photograph = TestImage.Photograph(120, 91);

    public DeviceFailureTests() => shell.Set("reference", Photographs.Reference());

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("Invoke-GpuClahe")]
    [InlineData("ConvertTo-PyramidDown -Blur")]
    [InlineData("Resize-RetinaImage -Size 50")]
    [InlineData("Invoke-HistogramSpecification -Reference $reference -MaskMethod FullFrame")]
    [InlineData("Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame")]
    [InlineData("Get-VesselMap -Method MfFdog -MaskMethod FullFrame")]
    public void Without_memory_each_image_is_one_error_and_with_memory_the_device_works_again(string command)
    {
        using var gpu = new SoftGpu();
        Give(gpu, 3);
        gpu.Driver.Fail("alloc", 1, forGood: true);
        var output = shell.Run($"$images | {command}");
        Assert.Null(output.Thrown);
        Assert.Empty(output.Output);
        Assert.Equal(Enumerable.Repeat("RetinaPS.DeviceOutOfMemory", 3), output.ErrorIds);
        Assert.Contains("RETINAPS_CUDA_BUDGET_MB", output.Errors[0].ToString(), StringComparison.Ordinal);
        gpu.Driver.Fail("alloc", 0);
        Assert.Equal(3, shell.Run($"$images | {command}").Succeeded().Output.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Memory_that_is_short_once_is_not_noticed(int nth)
    {
        using var gpu = new SoftGpu();
        Give(gpu, 2);
        gpu.Driver.Fail("alloc", nth);
        Assert.All(shell.Run(Chain).Succeeded().As<RetinaImage>(), image => Assert.Equal(Expected(), image.CopyPixels()));
    }

    [Theory]
    [InlineData("launch", "Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame")]
    [InlineData("copy", "Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame")]
    [InlineData("memset", "Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame")]
    [InlineData("copy", "Get-ColorHistogram -MaskMethod FullFrame")]
    [InlineData("synchronize", "Get-ColorHistogram -MaskMethod FullFrame")]
    public void A_failed_device_ends_the_command_with_one_error_that_says_what_to_do(string failure, string command)
    {
        using var gpu = new SoftGpu();
        Give(gpu, 5);
        gpu.Driver.Fail(failure, 1);
        var output = shell.Run($"$images | {command}");
        Assert.Equal(["RetinaPS.DeviceFailed"], output.ErrorIds);
        Assert.Empty(output.Output);
        string message = output.Errors[0].ToString();
        Assert.Contains("failed", message, StringComparison.Ordinal);
        Assert.Contains("start a new", message, StringComparison.Ordinal);
        Assert.Equal("caught", shell.Run($"try {{ $images | {command} }} catch {{ 'caught' }}").Single<string>());
        var again = shell.Run("$images[0] | Invoke-GpuClahe");
        Assert.Equal(["RetinaPS.DeviceFailed"], again.ErrorIds);
        Assert.Contains("failed earlier in this process", again.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_on_the_processor_are_processed_after_the_GPU_has_failed()
    {
        using var gpu = new SoftGpu();
        Give(gpu, 1);
        gpu.Driver.Fail("launch", 1);
        Assert.Equal(["RetinaPS.DeviceFailed"], shell.Run("$images | Get-ColorHistogram -MaskMethod FullFrame").ErrorIds);
        shell.Set("images", new[] { Photographs.Image(1) });
        shell.Run(Chain).Succeeded().Single<RetinaImage>();
    }

    [Fact]
    public void Kernels_that_the_driver_does_not_compile_are_an_error_with_its_log()
    {
        using var gpu = new SoftGpu();
        Give(gpu, 1);
        gpu.Driver.Fail("module", 1);
        var output = shell.Run("$images | Invoke-GpuClahe");
        Assert.Equal(["RetinaPS.DeviceFailed"], output.ErrorIds);
        Assert.Contains("CUDA_ERROR_INVALID_PTX", output.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("failed as SOFTCUDA_FAIL asked", output.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Update the NVIDIA driver", output.Errors[0].ToString(), StringComparison.Ordinal);
        shell.Run("$images | Invoke-GpuClahe").Succeeded().Single<RetinaImage>();
    }

    [Theory]
    [InlineData("POOLS=0")]
    [InlineData("ASYNC=7")]
    [InlineData("ASYNC=99", "CACHE=0")]
    [InlineData("ORDER=reverse")]
    [InlineData("ORDER=random:3")]
    public void Whatever_the_driver_can_do_and_in_whatever_order_the_bytes_are_the_same(params string[] settings)
    {
        using var gpu = new SoftGpu(settings);
        Give(gpu, 3);
        Assert.All(shell.Run(Chain).Succeeded().As<RetinaImage>(), image => Assert.Equal(Expected(), image.CopyPixels()));
        Assert.All(
            shell.Run("$images | Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame -TileGrid 4").Succeeded().As<RetinaImage>(),
            image => Assert.Equal(Expected(), image.CopyPixels()));
        Assert.Empty(gpu.Driver.Report);
    }

    [Theory]
    [InlineData("POOLS=1")]
    [InlineData("CACHE=0")]
    public void A_budget_holds_though_nobody_disposes_of_anything(string setting)
    {
        using var gpu = new SoftGpu(setting);
        gpu.Device.MemoryBudget = 1 << 20;
        shell.Set("make", new Func<RetinaImage>(() => gpu.Import(photograph)));
        shell.Set("bank", shell.Run("New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2").Single<FilterBank>());
        var count = shell.Run("""
            $count = 0
            1..50 | ForEach-Object {
                $make.Invoke() | Get-EyeMask -Method FullFrame -PassThru | Invoke-HistogramSpecification -Reference $reference |
                    Invoke-GpuClahe -TileGrid 2 | Invoke-MatchedFilterBank -Bank $bank | ForEach-Object { $count++ }
            }
            $count
            """).Succeeded().Single<int>();
        Assert.Equal(50, count);
        Assert.InRange(gpu.Device.PeakMemoryInUse, photograph.Pixels.Length * 2, 1 << 20);
        Assert.True(gpu.Driver.Count("peak_bytes") > 0);
    }

    [Fact]
    public void Images_that_are_held_end_in_one_clear_error_after_which_the_device_works()
    {
        using var gpu = new SoftGpu();
        gpu.Device.MemoryBudget = 1 << 20;
        var held = new List<RetinaImage>();
        RetinaException? error = null;
        try
        {
            while (held.Count < 100)
                held.Add(gpu.Import(photograph));
        }
        catch (RetinaPS.Cuda.CudaException e)
        {
            error = DeviceErrors.Translate(e, null);
        }

        Assert.Equal(RetinaErrorId.DeviceOutOfMemory, error?.ErrorId);
        Assert.InRange(held.Count, 10, 40);
        held.ForEach(image => image.Dispose());
        Assert.Equal(0, gpu.Device.MemoryInUse);
        Give(gpu, 1);
        Assert.Equal(Expected(), shell.Run(Chain).Succeeded().Single<RetinaImage>().CopyPixels());
    }

    private void Give(SoftGpu gpu, int count) =>
        shell.Set("images", Enumerable.Range(1, count).Select(number => gpu.Import(photograph, $"image-{number}")).ToArray());

    /// <summary>The chain's bytes on the processor.</summary>
    private byte[] Expected()
    {
        using var other = new ModuleRunspace();
        other.Set("reference", Photographs.Reference());
        other.Set("images", new[] { Photographs.Color(photograph.Pixels, photograph.Width, photograph.Height) });
        return other.Run(Chain).Succeeded().Single<RetinaImage>().CopyPixels();
    }
}
