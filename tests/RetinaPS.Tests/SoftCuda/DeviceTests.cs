using System.Runtime.InteropServices;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>What the software device says of itself, and the rules of contexts.</summary>
public sealed unsafe class DeviceTests
{
    [Fact]
    public void The_device_names_itself_as_software()
    {
        using var device = new SoftDevice();
        byte* name = stackalloc byte[64];
        SoftDevice.Check(device.Driver.cuDeviceGetName(name, 64, 0));
        Assert.Equal("SoftCuda (software test device)", Marshal.PtrToStringUTF8((nint)name));
    }

    [Theory]
    [InlineData(CudaDeviceAttribute.ComputeCapabilityMajor, 7)]
    [InlineData(CudaDeviceAttribute.ComputeCapabilityMinor, 5)]
    [InlineData(CudaDeviceAttribute.WarpSize, 32)]
    [InlineData(CudaDeviceAttribute.MemoryPoolsSupported, 1)]
    [InlineData(CudaDeviceAttribute.MaxSharedMemoryPerBlock, 49152)]
    internal void Attributes_are_those_of_a_card_that_the_kernels_are_built_for(CudaDeviceAttribute attribute, int expected)
    {
        using var device = new SoftDevice();
        int value;
        SoftDevice.Check(device.Driver.cuDeviceGetAttribute(&value, attribute, 0));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Without_devices_initialization_says_so()
    {
        using var device = new SoftDevice(null, ("DEVICES", "0"));
        Assert.Equal(CudaResult.NoDevice, device.Driver.cuInit(0));
        int count;
        Assert.Equal(CudaResult.NotInitialized, device.Driver.cuDeviceGetCount(&count));
    }

    [Fact]
    public void A_call_without_a_current_context_fails()
    {
        using var device = new SoftDevice();
        SoftDevice.Check(device.Driver.cuCtxSetCurrent(0));
        ulong pointer;
        Assert.Equal(CudaResult.InvalidContext, device.Driver.cuMemAlloc_v2(&pointer, 16));
        Assert.Equal(CudaResult.InvalidContext, device.Driver.cuCtxSynchronize());
        SoftDevice.Check(device.Driver.cuCtxSetCurrent(device.Context));
        SoftDevice.Check(device.Driver.cuMemAlloc_v2(&pointer, 16));
    }

    [Fact]
    public void The_current_context_belongs_to_a_thread()
    {
        using var device = new SoftDevice();
        var result = CudaResult.Success;
        var thread = new Thread(() => result = device.Driver.cuCtxSynchronize());
        thread.Start();
        thread.Join();
        Assert.Equal(CudaResult.InvalidContext, result);
        SoftDevice.Check(device.Driver.cuCtxSynchronize());
    }

    [Fact]
    public void Memory_of_one_device_is_no_argument_on_another()
    {
        using var device = new SoftDevice("soft_right", ("DEVICES", "2"));
        nint second = device.RetainContext(1);
        SoftDevice.Check(device.Driver.cuCtxPushCurrent_v2(second));
        ulong foreign = device.Allocate(64);
        nint popped;
        SoftDevice.Check(device.Driver.cuCtxPopCurrent_v2(&popped));
        Assert.Equal(second, popped);
        Assert.Equal(CudaResult.IllegalAddress, device.Run("soft_fill", 1, 16, foreign, 16, 3));
        Assert.Contains("memory of device 1 on device 0", device.Report);
    }

    [Fact]
    public void The_last_release_takes_the_context_and_its_handles()
    {
        using var device = new SoftDevice();
        nint stream = device.CreateStream();
        device.Allocate(64);
        SoftDevice.Check(device.Driver.cuDevicePrimaryCtxRelease_v2(0));
        Assert.Equal(CudaResult.InvalidContext, device.Driver.cuStreamSynchronize(stream));
        Assert.Equal(0ul, device.Count("live_streams"));
        Assert.Equal(0ul, device.Count("live_allocations"));
    }

    [Fact]
    public void Errors_have_the_drivers_names()
    {
        using var device = new SoftDevice();
        byte* text;
        SoftDevice.Check(device.Driver.cuGetErrorName(CudaResult.IllegalAddress, &text));
        Assert.Equal("CUDA_ERROR_ILLEGAL_ADDRESS", Marshal.PtrToStringUTF8((nint)text));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuGetErrorName((CudaResult)12345, &text));
    }
}
