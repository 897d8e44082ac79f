using RetinaPS.Cuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>Streams: copies, launches, the order between streams, and whose they are.</summary>
public sealed class CudaStreamTests
{
    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(977, 61, 1024)]
    [InlineData(5000, 2100, 5056)]
    [InlineData(64, 7, 64)]
    public void Rows_come_back_from_the_device_as_they_went(int width, int height, int pitch)
    {
        using var soft = new SoftDriver("ASYNC=1");
        byte[] source = new byte[width * height], target = new byte[source.Length];
        new Random(width).NextBytes(source);
        using var memory = soft.Device.Memory.Allocate((long)pitch * height);
        using var copy = soft.Device.Memory.Allocate(((long)pitch * height) + 64);
        var stream = soft.Device.CurrentStream;
        stream.Upload(source, new PitchedMemory(memory, pitch), width);
        stream.Copy(new PitchedMemory(memory, pitch), new PitchedMemory(copy, pitch, 64), width, height);
        stream.Download(new PitchedMemory(copy, pitch, 64), target, width);
        Assert.Equal(source, target);
        Assert.Empty(soft.Report);
    }

    [Fact]
    public void Arrays_larger_than_a_part_come_back_as_they_went()
    {
        using var soft = new SoftDriver("ASYNC=2");
        int[] source = [.. Enumerable.Range(0, 2_500_000)], target = new int[source.Length];
        using var memory = soft.Device.Memory.Allocate(sizeof(int) * (source.Length + 4L));
        soft.Device.CurrentStream.Upload<int>(source, memory, 16);
        soft.Device.CurrentStream.Download<int>(memory, target, 16);
        Assert.Equal(source, target);
    }

    [Fact]
    public void The_device_tells_of_every_transfer()
    {
        using var soft = new SoftDriver();
        long up = 0, down = 0;
        soft.Device.Transferred = (toDevice, bytes) => _ = toDevice ? up += bytes : down += bytes;
        using var memory = soft.Device.Memory.Allocate(1000);
        soft.Device.CurrentStream.Upload(new byte[1000], memory);
        soft.Device.CurrentStream.Download(memory, new byte[10]);
        Assert.Equal((1000, 10), (up, down));
    }

    [Fact]
    public void A_launch_passes_its_arguments_in_order()
    {
        using var soft = new SoftDriver();
        using var module = soft.LoadKernels();
        using var memory = soft.Device.Memory.Allocate(400);
        var stream = soft.Device.CurrentStream;
        stream.FillWords(memory, 7, 0, 100);
        module.GetKernel("soft_fill").Launch(Dim3.Covering(90, 1, 32), 32, 0, stream, Arguments(memory.From(20), 90, -5));
        module.GetKernel("soft_add").Launch(4, 32, 0, stream, Arguments(memory, 100, 1));
        int[] values = new int[100];
        stream.Download<int>(memory, values);
        Assert.Equal([.. Enumerable.Repeat(8, 5), .. Enumerable.Repeat(-4, 90), .. Enumerable.Repeat(8, 5)], values);
    }

    [Fact]
    public void Bytes_outside_the_memory_are_refused_before_the_driver_sees_them()
    {
        using var soft = new SoftDriver();
        using var memory = soft.Device.Memory.Allocate(100);
        var stream = soft.Device.CurrentStream;
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Fill(memory, 0, 50, 51));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Upload(new byte[101], memory));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Download(new PitchedMemory(memory, 40), new byte[90], 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelArgument.In(memory.From(101)));
    }

    [Fact]
    public void Disposed_memory_is_refused()
    {
        using var soft = new SoftDriver();
        var memory = soft.Device.Memory.Allocate(100);
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => soft.Device.CurrentStream.Fill(memory, 0));
    }

    [Fact]
    public void Events_measure_the_devices_time()
    {
        using var soft = new SoftDriver();
        var stream = soft.Device.CurrentStream;
        using CudaEvent start = new(soft.Device, timing: true), stop = new(soft.Device, timing: true);
        start.Record(stream);
        Thread.Sleep(20);
        stop.Record(stream);
        stop.Synchronize();
        Assert.True(stop.Query());
        Assert.InRange(CudaEvent.Elapsed(start, stop).TotalMilliseconds, 10, 10_000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Work_on_one_stream_waits_for_what_it_needs_of_another(int seed)
    {
        using var soft = new SoftDriver($"ASYNC={seed}");
        using var module = soft.LoadKernels();
        var add = module.GetKernel("soft_add");
        const int count = 256;
        CudaStream[] streams = [.. Enumerable.Range(0, 4).Select(_ => soft.Device.Streams.Rent())];
        var random = new Random(seed);
        int expected = 0;
        int[] values = new int[count];
        using var memory = soft.Device.Memory.Allocate(sizeof(int) * count, streams[0]);
        streams[0].FillWords(memory, 0, 0, count);
        for (int step = 0; step < 200; step++)
        {
            // A write, reads of it on some other streams, and then the next write, which must wait for the reads.
            add.Launch(1, count, 0, streams[random.Next(4)], Arguments(memory, count, step));
            expected += step;
            var copies = streams.Where(_ => random.Next(2) == 0).Select(stream =>
            {
                var copy = soft.Device.Memory.Allocate(sizeof(int) * count, stream);
                stream.Copy(memory, 0, copy, 0, sizeof(int) * count);
                return (copy, expected);
            }).ToList();
            if (step % 10 != 0)
            {
                copies.ForEach(made => made.copy.Dispose());
                continue;
            }

            add.Launch(1, count, 0, streams[random.Next(4)], Arguments(memory, count, 1));
            expected++;
            foreach (var (copy, then) in copies)
            {
                streams[random.Next(4)].Download<int>(copy, values);
                Assert.Equal([then], values.Distinct());
                copy.Dispose();
            }
        }

        soft.Device.Synchronize();
        Assert.Empty(soft.Report);
    }

    [Fact]
    public void A_stream_waits_for_another_once_for_the_same_work()
    {
        using var soft = new SoftDriver("ASYNC=6");
        CudaStream a = soft.Device.Streams.Rent(), b = soft.Device.Streams.Rent();
        using var shared = soft.Device.Memory.Allocate(64, a);
        using var own = soft.Device.Memory.Allocate(64, b);
        a.Fill(shared, 1);
        for (int i = 0; i < 5; i++)
            b.Copy(shared, 0, own, 0, 64);
        Assert.Equal(1, soft.Count("cuStreamWaitEvent"));
    }

    [Fact]
    public void Each_thread_has_its_own_stream_and_ended_threads_leave_theirs_to_others()
    {
        using var soft = new SoftDriver();
        var seen = new HashSet<CudaStream> { soft.Device.CurrentStream };
        var started = new CountdownEvent(8);
        Threads.Run(8, _ =>
        {
            var own = soft.Device.CurrentStream;
            Assert.Same(own, soft.Device.CurrentStream);
            started.Signal();
            started.Wait();
            lock (seen)
                Assert.True(seen.Add(own));
        });
        for (int round = 0; round < 10; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Threads.Run(8, _ => soft.Device.CurrentStream.Synchronize());
        }

        Assert.InRange(soft.Count("live_streams"), 9, 24);
    }

    [Theory]
    [InlineData("POOLS=1")]
    [InlineData("CACHE=0")]
    public void Many_threads_work_side_by_side(string pools)
    {
        using var soft = new SoftDriver(pools, "ASYNC=7", "MEMORY=64M");
        using var module = soft.LoadKernels();
        var add = module.GetKernel("soft_add");
        soft.Device.Memory.Budget = 8 << 20;
        const int count = 10_000;
        using var shared = soft.Device.Memory.Allocate(sizeof(int) * count);
        soft.Device.CurrentStream.FillWords(shared, 5, 0, count);
        Threads.Run(8, _ =>
        {
            var random = new Random(Environment.CurrentManagedThreadId);
            int[] values = new int[count];
            for (int i = 0; i < 60; i++)
            {
                var stream = soft.Device.CurrentStream;
                var memory = soft.Device.Memory.Allocate(sizeof(int) * (count + (random.Next(4) * 100)), stream);
                stream.Copy(shared, 0, memory, 0, sizeof(int) * count);
                add.Launch(Dim3.DivideUp(count, 256), 256, 0, stream, Arguments(memory, count, i));
                stream.Download<int>(memory, values);
                Assert.Equal([5 + i], values.Distinct());
                if (random.Next(3) > 0)
                    memory.Dispose();
            }
        });
        Assert.Empty(soft.Report);
        Assert.True(soft.Device.Memory.PeakBytesInUse <= 8 << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_download_that_fails_gives_its_buffers_back(int nth)
    {
        using var soft = new SoftDriver();
        const int bytes = 20_000_000;
        byte[] target = new byte[bytes];
        using var memory = soft.Device.Memory.Allocate(bytes);
        var stream = soft.Device.CurrentStream;
        soft.Fail("event", nth);
        bool failed = Record.Exception(() => stream.Download(memory, target)) is CudaException;
        Assert.Equal(nth <= 2, failed);
        soft.Device.PinnedMemory.Trim();
        Assert.Equal(0, soft.Device.PinnedMemory.BytesReserved);
        Assert.Equal(0, soft.Count("pinned_bytes"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_download_whose_copies_cannot_be_waited_for_gives_its_buffers_back(int nth)
    {
        using var soft = new SoftDriver();
        const int bytes = 20_000_000;
        byte[] target = new byte[bytes];
        using var memory = soft.Device.Memory.Allocate(bytes);
        var stream = soft.Device.CurrentStream;
        soft.Fail("synchronize", nth, result: CudaResult.InvalidValue);
        Assert.Throws<CudaException>(() => stream.Download(memory, target));
        soft.Device.PinnedMemory.Trim();
        Assert.Equal(0, soft.Count("pinned_bytes"));
    }

    private static KernelArgument[] Arguments(KernelMemory values, int count, int value) =>
        [KernelArgument.Out(values), KernelArgument.Of(count), KernelArgument.Of(value)];
}
