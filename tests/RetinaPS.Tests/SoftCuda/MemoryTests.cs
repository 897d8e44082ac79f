using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Device memory, pinned memory, pools and copies answer as the driver's do.</summary>
public sealed unsafe class MemoryTests
{
    [Fact]
    public void Memory_ends_at_its_limit_and_comes_back()
    {
        using var device = new SoftDevice(null, ("MEMORY", "1M"));
        ulong first = device.Allocate(600 << 10), second;
        Assert.Equal(CudaResult.OutOfMemory, device.Driver.cuMemAlloc_v2(&second, 600 << 10));
        SoftDevice.Check(device.Driver.cuMemFree_v2(first));
        SoftDevice.Check(device.Driver.cuMemAlloc_v2(&second, 600 << 10));
        nuint free, total;
        SoftDevice.Check(device.Driver.cuMemGetInfo_v2(&free, &total));
        Assert.Equal(((nuint)(424 << 10), (nuint)(1 << 20)), (free, total));
    }

    [Fact]
    public void What_was_freed_cannot_be_freed_or_copied()
    {
        using var device = new SoftDevice(null);
        ulong pointer = device.Allocate(64);
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemFree_v2(pointer + 16));
        SoftDevice.Check(device.Driver.cuMemFree_v2(pointer));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemFree_v2(pointer));
        int value;
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpyDtoHAsync_v2(&value, pointer, 4, 0));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemsetD8Async(pointer, 1, 4, 0));
    }

    [Fact]
    public void Copies_stay_within_their_allocations()
    {
        using var device = new SoftDevice(null);
        ulong small = device.Upload(1, 2, 3, 4), large = device.Allocate(64);
        int* values = stackalloc int[16];
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpyDtoHAsync_v2(values, small, 20, 0));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpyHtoDAsync_v2(small + 4, values, 16, 0));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpyDtoDAsync_v2(large, small, 32, 0));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemsetD32Async(small, 1, 5, 0));
        SoftDevice.Check(device.Driver.cuMemcpyDtoDAsync_v2(large + 8, small, 16, 0));
        Assert.Equal([1, 2, 3, 4], device.Download<int>(large + 8, 4));
        Assert.Equal((1ul, 16ul), (device.Count("uploads"), device.Count("downloaded_bytes")));
    }

    [Fact]
    public void Rows_are_copied_between_pitches()
    {
        byte[] rows = [1, 2, 3, 4, 5, 6];
        using var device = new SoftDevice(null);
        ulong pointer = device.Upload<byte>(new byte[128]);
        fixed (byte* source = rows)
        {
            var copy = new CudaMemcpy2D
            {
                SourceMemoryType = CudaMemoryType.Host,
                SourceHost = (nint)source,
                SourcePitch = 3,
                TargetMemoryType = CudaMemoryType.Device,
                TargetDevice = pointer,
                TargetPitch = 64,
                WidthInBytes = 3,
                Height = 2,
            };
            SoftDevice.Check(device.Driver.cuMemcpy2DAsync_v2(&copy, 0));
            copy.Height = 3;
            Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpy2DAsync_v2(&copy, 0));
            copy.Height = 2;
            copy.TargetPitch = 2;
            Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpy2DAsync_v2(&copy, 0));
        }

        byte[] bytes = device.Download<byte>(pointer, 128);
        Assert.Equal([1, 2, 3, 0], bytes[..4]);
        Assert.Equal([4, 5, 6, 0], bytes[64..68]);
    }

    [Fact]
    public void A_pool_keeps_what_was_freed_until_it_is_trimmed()
    {
        using var device = new SoftDevice(null, ("MEMORY", "1M"));
        nint stream = device.CreateStream(), pool;
        SoftDevice.Check(device.Driver.cuDeviceGetDefaultMemPool(&pool, 0));
        ulong threshold = ulong.MaxValue, pointer, reserved;
        SoftDevice.Check(device.Driver.cuMemPoolSetAttribute(pool, MemoryPoolAttribute.ReleaseThreshold, &threshold));
        SoftDevice.Check(device.Driver.cuMemAllocAsync(&pointer, 600 << 10, stream));
        SoftDevice.Check(device.Driver.cuMemFreeAsync(pointer, stream));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemFreeAsync(pointer, stream));
        SoftDevice.Check(device.Driver.cuStreamSynchronize(stream));
        SoftDevice.Check(device.Driver.cuMemPoolGetAttribute(pool, MemoryPoolAttribute.ReservedCurrent, &reserved));
        Assert.Equal(600ul << 10, reserved);
        Assert.Equal(CudaResult.OutOfMemory, device.Driver.cuMemAlloc_v2(&pointer, 600 << 10));
        SoftDevice.Check(device.Driver.cuMemPoolTrimTo(pool, 0));
        SoftDevice.Check(device.Driver.cuMemAlloc_v2(&pointer, 600 << 10));
    }

    [Fact]
    public void Without_pools_stream_ordered_allocation_is_not_supported()
    {
        using var device = new SoftDevice(null, ("POOLS", "0"));
        ulong pointer;
        int supported;
        Assert.Equal(SoftDevice.NotSupported, device.Driver.cuMemAllocAsync(&pointer, 16, 0));
        SoftDevice.Check(device.Driver.cuDeviceGetAttribute(&supported, CudaDeviceAttribute.MemoryPoolsSupported, 0));
        Assert.Equal(0, supported);
    }

    [Fact]
    public void Allocations_fail_when_they_are_told_to()
    {
        using var device = new SoftDevice(null);
        ulong pointer;
        device.Fail("alloc", 2);
        SoftDevice.Check(device.Driver.cuMemAlloc_v2(&pointer, 16));
        Assert.Equal(CudaResult.OutOfMemory, device.Driver.cuMemAlloc_v2(&pointer, 16));
        SoftDevice.Check(device.Driver.cuMemAlloc_v2(&pointer, 16));
        device.Fail("alloc", 1, forGood: true);
        Assert.Equal(CudaResult.OutOfMemory, device.Driver.cuMemAllocAsync(&pointer, 16, 0));
        Assert.Equal(CudaResult.OutOfMemory, device.Driver.cuMemAlloc_v2(&pointer, 16));
        Assert.Equal(2ul, device.Count("live_allocations"));
    }

    [Fact]
    public void Pinned_memory_has_bounds_and_is_freed_once()
    {
        using var device = new SoftDevice(null);
        ulong pointer = device.Allocate(256);
        void* pinned;
        SoftDevice.Check(device.Driver.cuMemHostAlloc(&pinned, 128, 0));
        Assert.Equal(128ul, device.Count("pinned_bytes"));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemcpyHtoDAsync_v2(pointer, pinned, 129, 0));
        SoftDevice.Check(device.Driver.cuMemFreeHost(pinned));
        Assert.Equal(CudaResult.InvalidValue, device.Driver.cuMemFreeHost(pinned));
    }
}
