using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>The driver and its devices: facts, and what failures say.</summary>
public sealed class CudaDriverTests
{
    [Fact]
    public void Devices_tell_their_facts_before_anything_runs_on_them()
    {
        using var soft = new SoftDriver("DEVICES=2");
        Assert.Equal(["Cuda:0", "Cuda:1"], soft.Driver.Devices.Select(device => device.ToString()));
        Assert.Contains("SoftCuda", soft.Device.Name, StringComparison.Ordinal);
        Assert.Equal(new Version(7, 5), soft.Device.ComputeCapability);
        Assert.True(soft.Driver.Version >= CudaDriver.MinimumVersion);
        Assert.True(soft.Device.TotalMemory > 0 && soft.Device.MultiProcessorCount > 0);
        Assert.Equal(0, soft.Count("cuDevicePrimaryCtxRetain"));
    }

    [Fact]
    public void A_driver_without_devices_says_so_in_its_own_words()
    {
        var e = Assert.Throws<CudaUnavailableException>(() => new SoftDriver("DEVICES=0"));
        Assert.StartsWith("the driver answers CUDA_ERROR_NO_DEVICE: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_is_retained_once_and_leaves_each_thread_as_it_was()
    {
        using var soft = new SoftDriver();
        for (int i = 0; i < 3; i++)
        {
            using var outer = soft.Device.Enter();
            using var inner = soft.Device.Enter();
            soft.Device.Synchronize();
        }

        Assert.Equal(1, soft.Count("cuDevicePrimaryCtxRetain"));
        Assert.Equal(3, soft.Count("cuCtxPushCurrent_v2"));
        Assert.Equal(3, soft.Count("cuCtxPopCurrent_v2"));
        Assert.Equal(0, soft.Device.OperationCount);
    }

    [Fact]
    public void A_device_that_is_given_up_leaves_nothing_behind()
    {
        var soft = new SoftDriver("ASYNC=14");
        var memory = soft.Device.Memory.Allocate(5000);
        var reader = soft.Device.Streams.Rent();
        using var target = soft.Device.Memory.Allocate(5000, reader);
        soft.Device.CurrentStream.Upload(new byte[5000], memory);
        reader.Copy(memory, 0, target, 0, 5000);
        memory.Dispose();
        target.Dispose();
        soft.Dispose();
        Assert.Equal(
            (0, 0, 0, 0), (soft.Count("live_bytes"), soft.Count("pinned_bytes"), soft.Count("live_streams"), soft.Count("live_events")));
        Assert.Throws<ObjectDisposedException>(() => soft.Device.Synchronize());
        Assert.Empty(soft.Report);
    }

    [Fact]
    public void An_error_names_the_call_the_code_and_the_device()
    {
        using var soft = new SoftDriver();
        using var memory = soft.Device.Memory.Allocate(16);
        soft.Fail("memset", result: CudaResult.InvalidValue);
        var e = Assert.Throws<CudaException>(() => soft.Device.CurrentStream.Fill(memory, 1));
        Assert.Equal((CudaResult.InvalidValue, "CUDA_ERROR_INVALID_VALUE", "cuMemsetD8Async", 0), (e.Result, e.ErrorName, e.Call, e.DeviceOrdinal));
        Assert.StartsWith("Cuda:0: cuMemsetD8Async answers CUDA_ERROR_INVALID_VALUE: ", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsDeviceFailure);

        soft.Device.CurrentStream.Fill(memory, 1);
    }

    [Fact]
    public void An_error_that_stays_fails_the_device_once_and_no_call_is_made_any_more()
    {
        using var soft = new SoftDriver();
        var stream = soft.Device.CurrentStream;
        var memory = soft.Device.Memory.Allocate(4096);
        var pinned = soft.Device.PinnedMemory.Rent(4096);
        soft.Fail("synchronize", result: CudaResult.IllegalAddress);
        var first = Assert.Throws<CudaException>(stream.Synchronize);
        Assert.True(first.IsDeviceFailure);
        Assert.StartsWith(
            "Cuda:0 (SoftCuda (software test device)) failed: cuStreamSynchronize answers CUDA_ERROR_ILLEGAL_ADDRESS: ",
            first.Message, StringComparison.Ordinal);
        Assert.Same(first, soft.Device.Failure);

        long fills = soft.Count("cuMemsetD8Async"), frees = soft.Count("cuMemFreeAsync"), pushes = soft.Count("cuCtxPushCurrent_v2");
        var second = Assert.Throws<CudaException>(() => stream.Fill(memory, 1));
        Assert.Contains("failed earlier in this process", second.Message, StringComparison.Ordinal);
        Assert.Equal(first.Result, second.Result);
        memory.Dispose();
        pinned.Dispose();
        Assert.Equal((fills, frees, pushes), (soft.Count("cuMemsetD8Async"), soft.Count("cuMemFreeAsync"), soft.Count("cuCtxPushCurrent_v2")));
    }

    [Fact]
    public void A_module_that_does_not_compile_says_what_the_compiler_said()
    {
        using var soft = new SoftDriver();
        var e = Assert.Throws<CudaModuleException>(() => CudaModule.Load(soft.Device, "no PTX"u8));
        Assert.NotEmpty(e.ErrorLog);
        Assert.Contains(e.ErrorLog, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_is_not_there_is_named()
    {
        using var soft = new SoftDriver();
        using var module = soft.LoadKernels();
        var e = Assert.Throws<CudaException>(() => module.GetKernel("soft_nothing"));
        Assert.Contains("soft_nothing", e.Message, StringComparison.Ordinal);
    }
}
