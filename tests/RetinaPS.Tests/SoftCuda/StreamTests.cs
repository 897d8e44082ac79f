using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Streams with queues of their own, and the events between them.</summary>
public sealed unsafe class StreamTests
{
    private const int Length = 4096;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Work_within_a_stream_keeps_its_order_and_events_carry_it_to_others(int seed)
    {
        using var device = new SoftDevice("soft_right", ("ASYNC", seed.ToString()));
        nint first = device.CreateStream(), second = device.CreateStream(), made = device.CreateEvent();
        ulong pointer;
        SoftDevice.Check(device.Driver.cuMemAllocAsync(&pointer, 4 * Length, first));
        SoftDevice.Check(Launch(device, "soft_fill", first, pointer, 5));
        for (int i = 0; i < 10; i++)
            SoftDevice.Check(Launch(device, "soft_add", first, pointer, 1));
        SoftDevice.Check(device.Driver.cuEventRecord(made, first));
        SoftDevice.Check(device.Driver.cuStreamWaitEvent(second, made, 0));
        SoftDevice.Check(Launch(device, "soft_add", second, pointer, 100));
        Assert.All(device.Download<int>(pointer, Length, second), value => Assert.Equal(115, value));
        SoftDevice.Check(device.Driver.cuMemFreeAsync(pointer, second));
        SoftDevice.Check(device.Driver.cuStreamSynchronize(second));
        Assert.Equal(0ul, device.Count("live_allocations"));
    }

    [Fact]
    public void A_missing_wait_shows()
    {
        int shown = 0;
        for (int seed = 1; seed <= 12; seed++)
        {
            using var device = new SoftDevice("soft_right", ("ASYNC", seed.ToString()));
            nint first = device.CreateStream(), second = device.CreateStream();
            ulong pointer;
            SoftDevice.Check(device.Driver.cuMemAllocAsync(&pointer, 4 * Length, first));
            var result = Launch(device, "soft_fill", second, pointer, 5);
            if (result == CudaResult.Success)
                result = device.Driver.cuCtxSynchronize();
            if (result == CudaResult.Success)
                continue;
            shown++;
            Assert.Equal(CudaResult.IllegalAddress, result);
            Assert.Contains("a wait is missing", device.Report);
        }

        Assert.InRange(shown, 1, 12);
    }

    [Fact]
    public void Pageable_memory_may_change_as_soon_as_the_call_returns()
    {
        using var device = new SoftDevice("soft_right", ("ASYNC", "2"));
        nint stream = device.CreateStream();
        ulong pointer = device.Allocate(4 * Length);
        var values = new int[Length];
        for (int round = 1; round <= 20; round++)
        {
            Array.Fill(values, round);
            fixed (int* source = values)
                SoftDevice.Check(device.Driver.cuMemcpyHtoDAsync_v2(pointer, source, 4 * Length, stream));
            Array.Clear(values);
            Assert.All(device.Download<int>(pointer, Length, stream), value => Assert.Equal(round, value));
        }
    }

    [Fact]
    public void Events_measure_time_only_where_they_were_recorded()
    {
        using var device = new SoftDevice();
        nint start = device.CreateEvent(), end = device.CreateEvent();
        float milliseconds = -1;
        Assert.Equal(SoftDevice.InvalidHandle, device.Driver.cuEventElapsedTime(&milliseconds, start, end));
        SoftDevice.Check(device.Driver.cuEventRecord(start, 0));
        ulong pointer = device.Allocate(4 * Length);
        SoftDevice.Check(Launch(device, "soft_fill", 0, pointer, 1));
        SoftDevice.Check(device.Driver.cuEventRecord(end, 0));
        SoftDevice.Check(device.Driver.cuEventSynchronize(end));
        SoftDevice.Check(device.Driver.cuEventElapsedTime(&milliseconds, start, end));
        Assert.InRange(milliseconds, 0.0001f, 10_000f);
    }

    [Fact]
    public void Destroyed_streams_and_events_are_unknown()
    {
        using var device = new SoftDevice();
        nint stream = device.CreateStream(), made = device.CreateEvent();
        SoftDevice.Check(device.Driver.cuStreamDestroy_v2(stream));
        SoftDevice.Check(device.Driver.cuEventDestroy_v2(made));
        Assert.Equal(SoftDevice.InvalidHandle, device.Driver.cuStreamSynchronize(stream));
        Assert.Equal(SoftDevice.InvalidHandle, device.Driver.cuStreamDestroy_v2(stream));
        Assert.Equal(SoftDevice.InvalidHandle, device.Driver.cuEventQuery(made));
        Assert.Equal((0ul, 0ul), (device.Count("live_streams"), device.Count("live_events")));
    }

    private static CudaResult Launch(SoftDevice device, string kernel, nint stream, ulong pointer, int value) =>
        device.TryLaunch(device.Kernel(kernel), Length / 256, 256, stream, 0, pointer, Length, value);
}
