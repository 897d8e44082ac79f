using RetinaPS.Cuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>Where no driver is, a person reads why.</summary>
public sealed class CudaLibraryTests
{
    [Fact]
    public void A_machine_without_the_library_has_no_driver_installed()
    {
        var e = Assert.Throws<CudaUnavailableException>(() => CudaLibrary.LoadFirst(["libcuda-of-nobody.so.1", "libcuda-of-nobody.so"]));
        Assert.Equal("libcuda-of-nobody.so.1 was not found: no NVIDIA driver is installed", e.Message);
    }

    [Fact]
    public void A_library_that_is_there_but_does_not_load_is_told_from_one_that_is_missing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libcuda.so.1"], "no library");
        var e = Assert.Throws<CudaUnavailableException>(() => CudaLibrary.LoadFirst([folder["libcuda.so"], folder["libcuda.so.1"]]));
        Assert.StartsWith($"{folder["libcuda.so.1"]} cannot be loaded: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_named_on_purpose_must_exist()
    {
        var e = Assert.Throws<CudaUnavailableException>(() => CudaDriver.Load("/nowhere/libcuda.so.1"));
        Assert.Equal("the file '/nowhere/libcuda.so.1', which the environment variable RETINAPS_CUDA_DRIVER names, does not exist", e.Message);
    }

    [Fact]
    public void A_file_named_on_purpose_must_be_a_library()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["driver.so"], "no library");
        var e = Assert.Throws<CudaUnavailableException>(() => CudaDriver.Load(folder["driver.so"]));
        Assert.StartsWith(
            $"the file '{folder["driver.so"]}', which the environment variable RETINAPS_CUDA_DRIVER names, cannot be loaded: ",
            e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_driver_is_named_as_such()
    {
        string path = OperatingSystem.IsWindows()
            ? Path.Combine(Environment.SystemDirectory, "version.dll")
            : Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.*").First();
        var e = Assert.Throws<CudaUnavailableException>(() => CudaDriver.Load(path));
        Assert.Equal($"{path} is no CUDA driver: it has no function cuDriverGetVersion", e.Message);
    }

    [Theory]
    [InlineData("device.Functions.cuMemAlloc_v2(&pointer, (nuint)size)", "cuMemAlloc")]
    [InlineData("Functions.cuStreamSynchronize(Handle)", "cuStreamSynchronize")]
    [InlineData("cuModuleGetFunction of blur", "cuModuleGetFunction of blur")]
    public void A_calls_name_is_the_documentations(string expression, string name) =>
        Assert.Equal(name, CudaDriver.CallName(expression));
}
