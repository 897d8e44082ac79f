using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>Device memory: the budget, what happens at it, and memory that nobody disposes. Everything with memory that is used again and with the driver's pools.</summary>
public sealed class DeviceMemoryPoolTests
{
    private const int Megabyte = 1 << 20;

    public static TheoryData<string> Pools => ["POOLS=1", "CACHE=0"];

    [Theory]
    [MemberData(nameof(Pools))]
    public void Memory_is_counted_while_it_is_held(string pools)
    {
        using var soft = new SoftDriver(pools);
        var pool = soft.Device.Memory;
        var first = pool.Allocate(3 * Megabyte);
        var second = pool.Allocate(Megabyte);
        first.Dispose();
        Assert.Equal(Megabyte, pool.BytesInUse);
        Assert.Equal(4 * Megabyte, pool.PeakBytesInUse);
        second.Dispose();
        Assert.Equal(0, pool.BytesInUse);
        pool.Trim();
        Assert.Equal(0, pool.BytesReserved);
        Assert.Equal(0, soft.Count("live_bytes"));
    }

    [Fact]
    public void The_budget_is_four_fifths_of_what_is_free()
    {
        using var soft = new SoftDriver("MEMORY=100M");
        Assert.Equal((long)(100 * Megabyte * 0.8), soft.Device.Memory.Budget);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Beyond_the_budget_there_is_one_clear_error_and_the_device_works_on(string pools)
    {
        using var soft = new SoftDriver(pools);
        soft.Device.Memory.Budget = 8 * Megabyte;
        var held = Enumerable.Range(0, 7).Select(_ => soft.Device.Memory.Allocate(Megabyte)).ToList();
        var e = Assert.Throws<DeviceOutOfMemoryException>(() => soft.Device.Memory.Allocate(2 * Megabyte));
        Assert.Equal((2 * Megabyte, 7 * Megabyte, 8 * Megabyte), (e.Wanted, e.InUse, e.Budget));
        Assert.Contains("2.0 MB more are wanted, 7.0 MB are in use, and this process may use 8.0 MB", e.Message, StringComparison.Ordinal);
        held[0].Dispose();
        soft.Device.Memory.Allocate(2 * Megabyte).Dispose();
        held.ForEach(memory => memory.Dispose());
    }

    [Theory]
    [MemberData(nameof(Pools))]
    [Trait("Speed", "Slow")]
    public void What_nobody_disposes_is_collected_at_the_budget(string pools)
    {
        using var soft = new SoftDriver(pools, "ASYNC=8", "MEMORY=20M");
        soft.Device.Memory.Budget = 16 * Megabyte;
        for (int i = 0; i < 300; i++)
            Forget(soft.Device, Megabyte + (i % 5 * 100_000), (byte)i);
        Assert.InRange(soft.Device.Memory.PeakBytesInUse, 8 * Megabyte, 16 * Megabyte);
        Assert.InRange(soft.Device.Memory.BytesReserved, 0, 16 * Megabyte);
        Assert.Empty(soft.Report);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(CudaDevice device, int bytes, byte value)
        {
            var memory = device.Memory.Allocate(bytes);
            device.CurrentStream.Fill(memory, value);
            byte[] read = new byte[1];
            device.CurrentStream.Download(memory, read, bytes - 1);
            Assert.Equal(value, read[0]);
        }
    }

    [Fact]
    public void Memory_that_several_streams_use_is_freed_after_the_last_of_them()
    {
        using var soft = new SoftDriver("ASYNC=9");
        CudaStream[] streams = [.. Enumerable.Range(0, 3).Select(_ => soft.Device.Streams.Rent())];
        for (int i = 0; i < 100; i++)
            Forget(soft.Device, streams, (byte)i);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        soft.Device.Synchronize();
        Assert.Equal(0, soft.Device.Memory.BytesInUse);
        Assert.Empty(soft.Report);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(CudaDevice device, CudaStream[] streams, byte value)
        {
            var source = device.Memory.Allocate(10_000, streams[0]);
            streams[0].Fill(source, value);
            foreach (var stream in streams)
                stream.Copy(source, 0, device.Memory.Allocate(10_000, stream), 0, 10_000);
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void A_device_without_memory_is_trimmed_and_asked_again(string pools)
    {
        using var soft = new SoftDriver(pools);
        soft.Fail("alloc");
        soft.Device.Memory.Allocate(Megabyte).Dispose();

        soft.Fail("alloc", forGood: true);
        Assert.Throws<DeviceOutOfMemoryException>(() => soft.Device.Memory.Allocate(3 * Megabyte));
        soft.Fail("alloc", 0);
        Assert.Equal(0, soft.Device.Memory.BytesInUse);
        soft.Device.Memory.Allocate(Megabyte).Dispose();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void A_freed_block_serves_its_streams_next_request_without_waiting(int seed)
    {
        using var soft = new SoftDriver($"ASYNC={seed}");
        var stream = soft.Device.Streams.Rent();
        for (int i = 0; i < 20; i++)
        {
            using var memory = soft.Device.Memory.Allocate(100_000, stream);
            stream.Fill(memory, (byte)i);
        }

        Assert.Equal(1, soft.Count("cuMemAlloc_v2"));
        Assert.Equal((0, 0), (soft.Count("cuStreamWaitEvent"), soft.Count("cuEventSynchronize")));
        Assert.Empty(soft.Report);
    }

    [Fact]
    public void A_freed_block_serves_other_streams_when_the_host_has_seen_that_its_work_is_over()
    {
        using var soft = new SoftDriver("ASYNC=12");
        CudaStream a = soft.Device.Streams.Rent(), b = soft.Device.Streams.Rent();
        ulong first = Use(a, 1), second = Use(b, 2);
        Assert.NotEqual(first, second);
        a.Synchronize();
        using (soft.Device.Memory.Allocate(100_000, b))
            Assert.Equal(first, Use(b, 3));
        Assert.Equal(2, soft.Count("cuMemAlloc_v2"));
        Assert.Equal(0, soft.Count("cuStreamWaitEvent"));
        Assert.Empty(soft.Report);

        ulong Use(CudaStream stream, byte value)
        {
            using var memory = soft.Device.Memory.Allocate(100_000, stream);
            stream.Fill(memory, value);
            return memory.Pointer;
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    public void At_the_budget_a_block_serves_whoever_comes_after_its_work(int seed)
    {
        using var soft = new SoftDriver($"ASYNC={seed}");
        soft.Device.Memory.Budget = 150_000;
        CudaStream a = soft.Device.Streams.Rent(), b = soft.Device.Streams.Rent();
        for (int i = 0; i < 10; i++)
            Use(i % 2 == 0 ? a : b, (byte)(i + 1));
        Assert.Equal(1, soft.Count("cuMemAlloc_v2"));
        Assert.Empty(soft.Report);

        void Use(CudaStream stream, byte value)
        {
            using var memory = soft.Device.Memory.Allocate(100_000, stream);
            stream.Fill(memory, value);
            byte[] read = new byte[100_000];
            stream.Download(memory, read);
            Assert.Equal([value], read.Distinct());
            stream.Fill(memory, 99);
        }
    }

    [Fact]
    public void A_request_waits_for_other_threads_operations_to_end()
    {
        using var soft = new SoftDriver();
        soft.Device.Memory.Budget = 4 * Megabyte;
        using var ready = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var operation = soft.Device.Enter();
            using var memory = soft.Device.Memory.Allocate(3 * Megabyte);
            ready.Set();
            Thread.Sleep(300);
        });
        other.Start();
        ready.Wait();
        soft.Device.Memory.Allocate(3 * Megabyte).Dispose();
        other.Join();
    }

    [Fact]
    public void An_event_that_cannot_be_made_loses_no_memory()
    {
        using var soft = new SoftDriver("CACHE=0");
        CudaStream a = soft.Device.Streams.Rent(), b = soft.Device.Streams.Rent();
        var memory = soft.Device.Memory.Allocate(1000, a);
        var target = soft.Device.Memory.Allocate(1000, b);
        a.Fill(memory, 1);
        a.Synchronize();
        a.Copy(memory, 0, target, 0, 10);
        b.Copy(memory, 0, target, 10, 10);
        soft.Fail("event", forGood: true);
        memory.Dispose();
        target.Dispose();
        soft.Device.Synchronize();
        Assert.Equal(0, soft.Count("live_bytes"));
    }

    [Fact]
    public void Nothing_may_be_asked_for()
    {
        using var soft = new SoftDriver();
        using var memory = soft.Device.Memory.Allocate(0);
        Assert.Equal(0, memory.Bytes);
        Assert.NotEqual(0UL, memory.Pointer);
    }

    [Fact]
    public unsafe void A_block_that_cannot_be_freed_keeps_no_other()
    {
        using var soft = new SoftDriver();
        var pool = soft.Device.Memory;
        DeviceMemory[] blocks = [.. Enumerable.Range(1, 3).Select(size => pool.Allocate(size * Megabyte))];
        using (soft.Device.Enter())
            Assert.Equal(CudaResult.Success, soft.Device.Functions.cuMemFree_v2(blocks[0].Pointer));
        foreach (var block in blocks)
            block.Dispose();
        Assert.Throws<CudaException>(pool.Trim);
        Assert.Equal((0, 0), (soft.Count("live_bytes"), pool.BytesReserved));
    }

    [Fact]
    public void What_cannot_be_waited_for_is_freed_later()
    {
        using var soft = new SoftDriver();
        soft.Device.Memory.Allocate(Megabyte).Dispose();
        soft.Fail("synchronize", result: CudaResult.InvalidValue);
        Assert.Throws<CudaException>(soft.Device.Memory.Trim);
        soft.Device.Memory.Trim();
        Assert.Equal((0, 0), (soft.Count("live_bytes"), soft.Device.Memory.BytesReserved));
    }
}
