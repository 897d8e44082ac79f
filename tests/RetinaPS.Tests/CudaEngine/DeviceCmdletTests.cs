using System.Globalization;
using System.Security.Cryptography;
using RetinaPS.Devices;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Cmdlets choose a GPU, keep pixels on it and say what is wrong with it; most of it in processes whose driver is the software device.</summary>
[Trait("Speed", "Slow")]
public sealed class DeviceCmdletTests : IDisposable
{
    private const string ListDevices = "Get-RetinaDevice | ForEach-Object { \"$($_.Id)|$($_.Kind)|$($_.Name)|$($_.TotalMemory)|$($_.ComputeCapability)|$($_.DriverVersion)|$($_.Status)\" }";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_GPU_is_listed_with_its_facts_offered_by_completion_and_a_test_device_never_chosen()
    {
        string[] lines = Run("SOFTCUDA_MEMORY=256M", $$"""
            {{ListDevices}}
            (Get-RetinaDevice Auto).Id; (Get-RetinaDevice cuda).Id
            $line = 'Import-RetinaImage -Device '
            ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | ForEach-Object CompletionText) -join ' '
            """).Lines;
        Assert.StartsWith("Cpu|Cpu|", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^Cuda:0\|Cuda\|SoftCuda \(software test device\)\|268435456\|\d+\.\d+\|\d+\.\d+\|Ready$", lines[1]);
        Assert.Equal(["Cpu", "Cuda:0", "Auto Cpu Cuda:0"], lines[2..]);
    }

    [Fact]
    public void Every_device_of_the_driver_is_listed_and_computes()
    {
        Photographs.Write(folder["eye.png"]);
        string[] lines = Run("SOFTCUDA_DEVICES=2", """
            (Get-RetinaDevice Cuda:*).Id -join ' '
            $images = 'Cuda:0', 'Cuda:1' | ForEach-Object { Import-RetinaImage eye.png -Device $_ }
            ($images | Invoke-GpuClahe -TileGrid 2 | ForEach-Object { $_.Device.Id }) -join ' '
            $images | Invoke-RetinaPreprocess -Reference eye.png -Device Cuda:1 -TileGrid 2 -ErrorAction SilentlyContinue | ForEach-Object { $_.Device.Id }
            "$($Error[0])"
            """).Lines;
        Assert.Equal(["Cuda:0 Cuda:1", "Cuda:0 Cuda:1", "Cuda:1"], lines[..3]);
        Assert.Contains("is on Cuda:0, and -Device asks for Cuda:1", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_without_devices_says_so_and_is_no_device()
    {
        Photographs.Write(folder["eye.png"]);
        string[] lines = Run("SOFTCUDA_DEVICES=0", $$"""
            {{ListDevices}}
            try { Import-RetinaImage eye.png -Device Cuda } catch { "$($_.FullyQualifiedErrorId) $_" }
            (Import-RetinaImage eye.png).Device.Id
            """).Lines;
        Assert.EndsWith("Unusable: the driver answers CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("RetinaPS.DeviceNotFound", lines[2], StringComparison.Ordinal);
        Assert.Contains("no CUDA-capable device is detected", lines[2], StringComparison.Ordinal);
        Assert.Equal("Cpu", lines[3]);
    }

    [Fact]
    public void A_driver_that_is_not_there_says_so_and_is_no_device()
    {
        Photographs.Write(folder["eye.png"]);
        var variables = new Dictionary<string, string> { ["RETINAPS_CUDA_DRIVER"] = folder["no-driver.so"] };
        string[] lines = PwshProcess.CommandWith(variables, folder.Path, $$"""
            {{ListDevices}}
            try { Import-RetinaImage eye.png -Device Cuda } catch { "$($_.FullyQualifiedErrorId) $_" }
            """).Lines;
        Assert.Matches(@"^Cuda:0\|Cuda\|no GPU\|0\|\|\|Unusable: .*no-driver\.so.* does not exist$", lines[1]);
        Assert.StartsWith("RetinaPS.DeviceNotFound", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_that_is_no_number_is_an_error_that_names_the_variable()
    {
        Photographs.Write(folder["eye.png"]);
        string[] lines = Run("RETINAPS_CUDA_BUDGET_MB=much", """
            Import-RetinaImage eye.png -Device Cuda:0 -ErrorAction SilentlyContinue -ErrorVariable failed
            "$($failed[0].FullyQualifiedErrorId) $failed"
            """).Lines;
        Assert.StartsWith("RetinaPS.InvalidArgument", lines[0], StringComparison.Ordinal);
        Assert.Contains("RETINAPS_CUDA_BUDGET_MB is 'much'", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Host_memory_that_cannot_be_locked_is_an_error_of_one_image()
    {
        Photographs.Write(folder["1.png"]);
        Photographs.Write(folder["2.png"]);
        string[] lines = Run("SOFTCUDA_FAIL=host_alloc:1+", """
            Import-RetinaImage ?.png -Device Cuda:0 -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed.Count; $failed[0].FullyQualifiedErrorId; "$failed"
            """).Lines;
        Assert.Equal("2", lines[0]);
        Assert.StartsWith("RetinaPS.DeviceOutOfMemory", lines[1], StringComparison.Ordinal);
        Assert.Contains("page-locked host memory", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_of_five_cmdlets_copies_each_photograph_once_there_and_once_back()
    {
        const int Count = 5, Width = 1540, Height = 700;
        for (ulong seed = 1; seed <= Count; seed++)
            Photographs.Write(folder[$"{seed}.png"], seed, Width, Height);
        Photographs.Write(folder["reference.jpg"], 9);
        string[] lines = Run("SOFTCUDA_MEMORY=1G", """
            $reference = New-ColorReference -LiteralPath reference.jpg
            $bank = New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2
            Import-RetinaImage ?.png -Device Cuda:0 | Get-EyeMask -PassThru -WarningAction SilentlyContinue | Invoke-HistogramSpecification -Reference $reference |
                Invoke-GpuClahe -TileGrid 4 | Invoke-MatchedFilterBank -Bank $bank | Export-RetinaImage -Destination out | ForEach-Object Name
            $gpu = Get-RetinaDevice Cuda:0
            $gpu.Uploads; $gpu.Downloads; $gpu.UploadedBytes; $gpu.DownloadedBytes
            """).Lines;
        Assert.True(lines.Length == 9, string.Join('\n', lines));
        Assert.Equal(["1.png", "2.png", "3.png", "4.png", "5.png", "5", "5"], lines[..7]);
        const long Pixels = (long)Count * Width * Height;
        long up = long.Parse(lines[7], CultureInfo.InvariantCulture), down = long.Parse(lines[8], CultureInfo.InvariantCulture);
        Assert.InRange(up - (3 * Pixels), 0, Count * 20_000);
        // The working image has a ninth of the pixels, three bytes each.
        Assert.InRange(down - Pixels, 0, (3 * Pixels / 8) + (Count * 20_000));
    }

    [Fact]
    public void A_run_in_bulk_on_the_GPU_writes_the_files_that_the_processor_writes()
    {
        for (int i = 1; i <= 4; i++)
            Photographs.Write(folder[$"{i}.{(i % 2 == 0 ? "png" : "jpg")}"], (ulong)i, 150 + (13 * i), 120 + i);
        Photographs.Write(folder["reference.bmp"], 9);
        var result = Run("SOFTCUDA_ASYNC=5", """
            foreach ($device in 'Cpu', 'Cuda:0') {
                Invoke-RetinaPreprocess *.png, *.jpg -Reference reference.bmp -Destination $device.Replace(':', '') -MaskDestination "masks-$($device.Replace(':', ''))" -Device $device |
                    ForEach-Object { "$($_.Status)" }
                Invoke-RetinaPreprocess *.png, *.jpg -Reference reference.bmp -Destination "$($device.Replace(':', ''))/small" -Crop -Size 60 -PyramidDown -Device $device |
                    ForEach-Object { "$($_.Status)" }
            }
            """);
        Assert.Equal(16, result.Lines.Length);
        Assert.Equal(8, Directory.GetFiles(folder["Cuda0"], "*", SearchOption.AllDirectories).Length);
        AssertSameFiles("Cpu", "Cuda0");
        AssertSameFiles("masks-Cpu", "masks-Cuda0");
    }

    [Theory]
    [InlineData("Cuda")]
    [InlineData("Cuda:1,cuda:0,Cuda:1")]
    [InlineData("Cpu,Cuda:1")]
    public void Several_devices_share_the_photographs_and_write_what_one_writes(string devices)
    {
        for (int i = 1; i <= 8; i++)
            Photographs.Write(folder[$"{i}.png"], (ulong)i, 150 + (13 * i), 120 + i);
        Photographs.Write(folder["reference.bmp"], 9);
        string[] lines = Run("SOFTCUDA_DEVICES=2", $$"""
            (Invoke-RetinaPreprocess *.png -Reference reference.bmp -Destination one -Device Cpu | ForEach-Object { Split-Path $_.Source -Leaf }) -join ' '
            (Invoke-RetinaPreprocess *.png -Reference reference.bmp -Destination many -Device {{devices}} -ThrottleLimit 1 | ForEach-Object { Split-Path $_.Source -Leaf }) -join ' '
            foreach ($gpu in Get-RetinaDevice Cuda:*) { $gpu.Uploads }
            """).Lines;
        Assert.Equal("1.png 2.png 3.png 4.png 5.png 6.png 7.png 8.png", lines[0]);
        Assert.Equal(lines[0], lines[1]);
        AssertSameFiles("one", "many");
        int[] uploads = [int.Parse(lines[2], CultureInfo.InvariantCulture), int.Parse(lines[3], CultureInfo.InvariantCulture)];
        Assert.InRange(uploads[1], 1, 8);
        if (devices.StartsWith("Cpu", StringComparison.Ordinal))
            Assert.Equal(0, uploads[0]);
        else
            Assert.Equal(9, uploads.Sum());
    }

    [Fact]
    public void An_image_on_another_device_than_asked_for_is_an_error_that_says_how_to_move_it()
    {
        using var gpu = new SoftGpu();
        using var shell = new ModuleRunspace(folder.Path);
        shell.Set("reference", Photographs.Reference());
        shell.Set("images", new[] { gpu.Import(TestImage.Photograph(90, 70), "far"), Photographs.Image(1, 90, 70, "near") });
        const string Run = "$images | Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame -TileGrid 2";
        var output = shell.Run(Run + " -Device Cpu");
        Assert.Equal(["RetinaPS.InvalidArgument"], output.ErrorIds);
        Assert.Contains("'far' is on Cuda:0", output.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Import it there", output.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("near", output.Single<RetinaImage>().Name);
        foreach (string anywhere in new[] { string.Empty, " -Device Auto" })
            Assert.Equal(["Cuda:0", "Cpu"], shell.Run(Run + anywhere).Succeeded().As<RetinaImage>().Select(image => image.Device.Id));
    }

    [Fact]
    public void A_reference_on_one_device_serves_images_on_another()
    {
        using var gpu = new SoftGpu();
        using var shell = new ModuleRunspace(folder.Path);
        shell.Set("far", gpu.Import(TestImage.Photograph(90, 70), "far"));
        shell.Set("near", Photographs.Image(1, 90, 70, "near"));
        Assert.Equal("Cuda:0", shell.Run("$far | Invoke-HistogramSpecification -Reference $near").Succeeded().Single<RetinaImage>().Device.Id);
        Assert.Equal("Cpu", shell.Run("$near | Invoke-HistogramSpecification -Reference $far").Succeeded().Single<RetinaImage>().Device.Id);
        Assert.Equal((0, 0), (gpu.Device.Uploads - 1, gpu.Device.Downloads));
    }

    [Fact]
    public void An_engine_refuses_pixels_of_another_device()
    {
        using var gpu = new SoftGpu();
        var near = RetinaDevices.Cpu.Engine.Upload(new byte[12], 4, 3, PixelFormat.Gray8);
        var far = gpu.Engine.Upload(new byte[12], 4, 3, PixelFormat.Gray8);
        foreach (var (engine, image) in new[] { (gpu.Engine, near), (RetinaDevices.Cpu.Engine, far), (ComparedGpu.Engine, far) })
        {
            foreach (Action action in new Action[] { () => engine.Download(image, new byte[12]), () => engine.ApplyTables(image, [new byte[256]]), () => engine.Resize(image, 2, 2) })
                Assert.Equal(RetinaErrorId.InvalidArgument, Assert.Throws<RetinaException>(action).ErrorId);
        }
    }

    private void AssertSameFiles(string expected, string actual)
    {
        string[] Digests(string root) =>
            [.. Directory.GetFiles(folder[root], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => $"{Path.GetRelativePath(folder[root], file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];
        Assert.Equal(Digests(expected), Digests(actual));
    }

    private PwshResult Run(string setting, string script)
    {
        SoftCudaLibrary.Require(KernelModules.Exist, $"RetinaPS was built without kernels ({KernelModules.Origin})");
        Assert.SkipWhen(SoftCudaLibrary.IsSanitized, "starts processes of its own");
        string[] parts = setting.Split('=');
        var variables = new Dictionary<string, string> { ["RETINAPS_CUDA_DRIVER"] = SoftCudaLibrary.Path, [parts[0]] = parts[1] };
        var result = PwshProcess.CommandWith(variables, folder.Path, script);
        Assert.True(result.ExitCode == 0, $"{result.ExitCode}: {result.Output}{result.Errors}");
        return result;
    }
}
