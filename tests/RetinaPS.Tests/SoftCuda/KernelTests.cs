using System.Runtime.InteropServices;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Kernels compute on the software device what the language says, in every order of blocks and threads.</summary>
public sealed class KernelTests
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Point
    {
        public int X;
        public float Y;
    }

    public static TheoryData<string> Orders => ["forward", "reverse", "random:1", "random:7"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_histogram_counts_with_shared_memory_barriers_shuffles_and_atomics(string order)
    {
        var bytes = new byte[10_007];
        new Random(5).NextBytes(bytes);
        using var device = new SoftDevice("soft_right", ("ORDER", order));
        ulong source = device.Upload<byte>(bytes), histogram = device.Upload<uint>(new uint[256]), sum = device.Upload(0ul);
        SoftDevice.Check(device.Run("soft_histogram", 7, 256, source, bytes.Length, histogram, sum));
        var expected = new uint[256];
        foreach (byte level in bytes)
            expected[level]++;
        Assert.Equal(expected, device.Download<uint>(histogram, 256));
        Assert.Equal((ulong)bytes.Sum(b => b), device.Download<ulong>(sum, 1)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(45)]
    [InlineData(1024)]
    public void Warps_scan_and_ballot_whether_whole_or_not(int threads)
    {
        int[] values = [.. Enumerable.Range(0, threads).Select(i => i * 7 % 13)];
        using var device = new SoftDevice("soft_right", ("ORDER", "random:3"));
        ulong source = device.Upload<int>(values), sums = device.Allocate(4 * threads), odd = device.Allocate(4 * threads);
        SoftDevice.Check(device.Run("soft_scan", 1, (uint)threads, source, sums, odd));
        var warps = Enumerable.Range(0, threads).Select(i => values[(i / 32 * 32)..(i + 1)]).ToArray();
        Assert.Equal(warps.Select(warp => warp.Sum()), device.Download<int>(sums, threads));
        Assert.Equal(warps.Select(warp => warp[..^1].Count(v => v % 2 == 1)), device.Download<int>(odd, threads));
    }

    [Fact]
    public void Dynamic_shared_memory_has_the_size_of_the_launch()
    {
        int[] values = [.. Enumerable.Range(0, 100)];
        using var device = new SoftDevice();
        ulong pointer = device.Upload<int>(values);
        SoftDevice.Check(device.TryLaunch(device.Kernel("soft_reverse"), 1, 100, 0, 400, pointer));
        Assert.Equal(values.Reverse(), device.Download<int>(pointer, 100));
    }

    [Fact]
    public void Structures_and_constants_reach_the_kernel()
    {
        using var device = new SoftDevice();
        ulong pointer = device.Upload(1, 2, 3, 4);
        SoftDevice.Check(device.Run("soft_scale", 1, 4, pointer, new Point { X = 5, Y = 2.5f }));
        Assert.Equal([8, 27, 307, 4007], device.Download<int>(pointer, 4));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_thread_of_a_grid_of_three_dimensions_runs_once(string order)
    {
        using var device = new SoftDevice("soft_right", ("ORDER", order));
        ulong places = device.Allocate(2 * 3 * 4 * 5 * 6 * 2 * 16);
        SoftDevice.Check(device.TryLaunch(device.Kernel("soft_indices"), (2, 3, 4), (5, 6, 2), 0, 0, places));
        uint[] words = device.Download<uint>(places, 2 * 3 * 4 * 5 * 6 * 2 * 4);
        for (int block = 0; block < 24; block++)
        {
            for (int thread = 0; thread < 60; thread++)
            {
                int at = 4 * (60 * block + thread);
                Assert.Equal((uint)(block % 2 | block / 2 % 3 << 8 | block / 6 << 16), words[at]);
                Assert.Equal((uint)(thread % 5 | thread / 5 % 6 << 8 | thread / 30 << 16), words[at + 1]);
                Assert.Equal(((uint)block, (uint)thread), (words[at + 2], words[at + 3]));
            }
        }
    }

    [Fact]
    public void Arithmetic_is_rounded_once_an_operation()
    {
        const float A = 2.5f, B = 1.1f, C = -7.75f;
        using var device = new SoftDevice();
        ulong results = device.Allocate(32);
        ulong words = device.Upload<uint>(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 7, 7, 3, 11);
        SoftDevice.Check(device.Run("soft_arithmetic", 1, 1, A, B, C, results, words));
        float product = A * B;
        Assert.Equal(
            [product, product + C, MathF.FusedMultiplyAdd(A, B, C), A / B, MathF.Sqrt(A), 2f, A - C, 2f], device.Download<float>(results, 8));
        Assert.Equal(
            [
                2, unchecked((uint)-7), 0x77225500, 0x01 * 0xff + 2 * 2 + 3 * 0xff + 4 * 4 + 7, unchecked((uint)(-1 + 4 - 3 + 16 + 7)),
                (uint)(0xdeadbeeful * 0x12345678ul >> 32), 15 << 16 | 7 << 8 | 7, 0xa2c48000, 2147483647, 4, 5, 6, 7 + 7 + 3 + 11, 9, 1, 7, 8,
            ],
            device.Download<uint>(words, 17));
    }
}
