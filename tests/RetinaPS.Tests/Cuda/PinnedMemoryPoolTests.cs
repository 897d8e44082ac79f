using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>Page-locked buffers are used again, but never before their transfers are over.</summary>
public sealed class PinnedMemoryPoolTests
{
    [Fact]
    public void A_buffer_is_used_again()
    {
        using var soft = new SoftDriver();
        nint first;
        using (var buffer = soft.Device.PinnedMemory.Rent(100_000))
            first = buffer.Pointer;
        using var again = soft.Device.PinnedMemory.Rent(99_000);
        Assert.Equal((first, 99_000), (again.Pointer, again.Span.Length));
        Assert.Equal(1, soft.Count("cuMemHostAlloc"));
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(11)]
    [InlineData(12)]
    public void A_buffer_is_not_written_while_it_is_copied(int seed)
    {
        using var soft = new SoftDriver($"ASYNC={seed}");
        var stream = soft.Device.CurrentStream;
        const int bytes = 4_000_000, count = 40;
        using var memory = soft.Device.Memory.Allocate(bytes * count);
        for (int i = 0; i < count; i++)
        {
            using var buffer = soft.Device.PinnedMemory.Rent(bytes);
            buffer.Span.Fill((byte)(i + 1));
            stream.CopyToDevice(buffer, 0, memory, i * bytes, bytes);
        }

        byte[] read = new byte[bytes * count];
        stream.Download(memory, read);
        for (int i = 0; i < count; i++)
            Assert.Equal(-1, read.AsSpan(i * bytes, bytes).IndexOfAnyExcept((byte)(i + 1)));
        Assert.InRange(soft.Count("cuMemHostAlloc"), 1, 10);
    }

    [Fact]
    public void What_the_device_copied_is_there_after_waiting_for_the_buffer()
    {
        using var soft = new SoftDriver("ASYNC=13");
        var stream = soft.Device.CurrentStream;
        using var memory = soft.Device.Memory.Allocate(1000);
        using var buffer = soft.Device.PinnedMemory.Rent(1000);
        stream.Fill(memory, 77);
        stream.CopyToHost(memory, 0, buffer, 0, 1000);
        buffer.Synchronize();
        Assert.Equal([77], buffer.Span.ToArray().Distinct());
    }

    [Fact]
    public void A_host_without_memory_to_lock_is_an_error_of_the_host()
    {
        using var soft = new SoftDriver();
        soft.Fail("host_alloc", forGood: true);
        var e = Assert.Throws<CudaException>(() => soft.Device.PinnedMemory.Rent(1000));
        Assert.Contains("page-locked host memory", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trimming_unlocks_what_nobody_uses()
    {
        using var soft = new SoftDriver();
        soft.Device.PinnedMemory.Rent(1000).Dispose();
        using var held = soft.Device.PinnedMemory.Rent(1_000_000);
        soft.Device.PinnedMemory.Trim();
        Assert.Equal(soft.Device.PinnedMemory.BytesReserved, soft.Count("pinned_bytes"));
        Assert.InRange(soft.Device.PinnedMemory.BytesReserved, 1_000_000, 1_200_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Buffers_whose_transfers_cannot_be_waited_for_stay_in_the_pool(bool trim)
    {
        using var soft = new SoftDriver();
        var pool = soft.Device.PinnedMemory;
        const int bytes = 20_000_000;
        using var memory = soft.Device.Memory.Allocate(2 * bytes);
        foreach (var buffer in new[] { pool.Rent(bytes), pool.Rent(bytes) })
        {
            using (buffer)
                soft.Device.CurrentStream.CopyToDevice(buffer, 0, memory, 0, bytes);
        }

        soft.Fail("event", forGood: true);
        if (trim)
            pool.Trim();
        else
            Assert.ThrowsAny<CudaException>(() => pool.Rent(bytes));
        soft.Fail("event", 0);
        pool.Trim();
        Assert.Equal((0, 0), (pool.BytesReserved, soft.Count("pinned_bytes")));
    }
}
