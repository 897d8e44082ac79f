using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RetinaPS.Devices;
using RetinaPS.Engines.Cpu.Filtering;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using RetinaPS.Tests.CudaEngine;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>The CPU engine's responses against sums made tap by tap.</summary>
public sealed class FilterResponseTests
{
    private static IRetinaEngine Engine => RetinaDevices.Cpu.Engine;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 2, 5)]
    [InlineData(16, 1, 3)]
    [InlineData(31, 31, 3)]
    [InlineData(30, 15, 12)]
    [InlineData(31, 63, 2)]
    [InlineData(70, 66, 1)]
    [Trait("Speed", "Slow")]
    public void A_response_is_the_largest_whole_sum_times_the_unit_and_the_index_its_first_kernel(int width, int height, int count)
    {
        var bank = CustomBanks.Random(width, height, count);
        foreach (var (columns, rows) in new[] { (1, 1), (5, 40), (71, 33), (290, 19) })
            AssertIsSum(TestImage.Noise(columns, rows, PixelFormat.Gray8), bank);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(1, 1, 2)]
    [InlineData(31, 15, 3)]
    [InlineData(63, 70, 2)]
    [InlineData(200, 250, 1)]
    public void Direct_sums_and_transforms_are_the_same_numbers(int width, int height, int count)
    {
        var bank = CustomBanks.Random(width, height, count);
        foreach (var image in new[] { TestImage.Noise(301, 217, PixelFormat.Gray8), new TestImage(260, 9, PixelFormat.Gray8, [.. Enumerable.Repeat((byte)255, 260 * 9)]) })
        {
            byte[][] responses = [.. new ICorrelation[] { new DirectCorrelation(bank), new TransformCorrelation(bank) }.Select(correlation =>
            {
                var plane = (CpuBuffer)Engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
                var target = CpuBuffer.Allocate(RetinaDevices.Cpu, image.Width, image.Height, PixelFormat.Gray32Float);
                FixedPointFilter.Maximum(plane, target, null, bank.FixedPoint.Unit, correlation);
                plane.Dispose();
                return Parity.Download(Engine, target).Pixels;
            })];
            Assert.Equal(responses[0], responses[1]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_transform_too_inexact_for_whole_numbers_is_done_again_in_halves()
    {
        // 65,536 weights of nearly the largest size, of both signs by chance, on pixels at both ends of their range.
        var random = new Random(11);
        var bank = new FilterBank([FilterKernel.Custom(256, 256, [.. Enumerable.Range(0, 65536).Select(_ => random.Next(2) == 0 ? 0.99f : -0.98f)])]);
        byte[] levels = [.. Enumerable.Range(0, 90 * 70).Select(_ => (byte)(random.Next(2) * 255))];
        AssertIsSum(new TestImage(90, 70, PixelFormat.Gray8, levels), bank, every: 97);
    }

    [Fact]
    public void Kernels_of_different_sizes_lie_anchor_over_anchor()
    {
        var bank = new FilterBank([.. new[] { (1, 1), (4, 2), (3, 7), (9, 9), (2, 12) }.SelectMany(size => CustomBanks.Random(size.Item1, size.Item2, 1).Kernels)]);
        AssertIsSum(TestImage.Noise(67, 21, PixelFormat.Gray8), bank);
    }

    [Fact]
    public void Negative_sums_are_kept_in_float_and_0_in_8_bits()
    {
        var bank = new FilterBank([FilterKernel.Custom(3, 1, [-1, -2, -0.5f])]);
        var image = TestImage.Noise(40, 9, PixelFormat.Gray8);
        AssertIsSum(image, bank);
        Assert.All(Respond(image, bank, FilterResponse.EightBit).Response, level => Assert.Equal(0, level));
    }

    [Fact]
    public void Eight_bit_responses_are_rounded_to_even_and_clamped()
    {
        var bank = new FilterBank([FilterKernel.Custom(1, 1, [2.5f])]);
        byte[] levels = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var (response, _) = Respond(new TestImage(256, 1, PixelFormat.Gray8, levels), bank, FilterResponse.EightBit);
        Assert.Equal(levels.Select(level => (byte)Math.Clamp(Math.Round(2.5 * level, MidpointRounding.ToEven), 0, 255)), response);
    }

    [Fact]
    public void Of_kernels_that_answer_alike_the_first_is_named()
    {
        var kernels = CustomBanks.Random(5, 5, 3).Kernels;
        var bank = new FilterBank([kernels[0], kernels[0], kernels[1], kernels[2], kernels[1], kernels[2]]);
        var (_, index) = Respond(TestImage.Noise(60, 40, PixelFormat.Gray8), bank, FilterResponse.Float);
        Assert.Equal([0, 2, 3], index.Distinct().Order().Select(number => (int)number));
        Assert.All(Respond(new TestImage(8, 8, PixelFormat.Gray8, new byte[64]), bank, FilterResponse.Float).Index, number => Assert.Equal(0, number));
    }

    [Fact]
    public void Processors_without_an_instruction_for_pairs_get_the_same_products()
    {
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            short Next() => random.Next(8) == 0 ? (random.Next(2) == 0 ? short.MinValue : short.MaxValue) : (short)random.Next(short.MinValue, short.MaxValue + 1);
            short[] a = [.. Enumerable.Range(0, 16).Select(_ => Next())], b = [.. Enumerable.Range(0, 16).Select(_ => Next())];
            var expected = Enumerable.Range(0, 8).Select(pair => unchecked((a[2 * pair] * b[2 * pair]) + (a[(2 * pair) + 1] * b[(2 * pair) + 1])));
            Assert.Equal(Vector256.Create<int>([.. expected]), PairProducts.Anywhere(Vector256.Create<short>(a), Vector256.Create<short>(b)));
            Assert.Equal(Vector256.Create<int>([.. expected]), PairProducts.Of(Vector256.Create<short>(a), Vector256.Create<short>(b)));
        }
    }

    private static void AssertIsSum(TestImage image, FilterBank bank, int every = 1)
    {
        var (response, index) = Respond(image, bank, FilterResponse.Float);
        var (levels, _) = Respond(image, bank, FilterResponse.EightBit);
        var floats = MemoryMarshal.Cast<byte, float>(response);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                if (((y * image.Width) + x) % every != 0)
                    continue;
                long[] sums = [.. Enumerable.Range(0, bank.Kernels.Count).Select(kernel => SumAt(image, bank, kernel, x, y))];
                float expected = sums.Max() * bank.FixedPoint.Unit;
                int at = (y * image.Width) + x;
                Assert.Equal(expected, floats[at]);
                Assert.Equal(Array.IndexOf(sums, sums.Max()), index[at]);
                Assert.Equal((byte)Math.Clamp(MathF.Round(expected), 0, 255), levels[at]);
            }
        }
    }

    private static long SumAt(TestImage image, FilterBank bank, int number, int x, int y)
    {
        var kernel = bank.Kernels[number];
        int[] taps = bank.FixedPoint.Taps[number];
        long sum = 0;
        for (int row = 0; row < kernel.Height; row++)
        {
            for (int column = 0; column < kernel.Width; column++)
            {
                int from = (Mirror(y + row - (kernel.Height / 2), image.Height) * image.Width) + Mirror(x + column - (kernel.Width / 2), image.Width);
                sum += (long)taps[(row * kernel.Width) + column] * image.Pixels[from];
            }
        }

        return sum;
    }

    private static int Mirror(int position, int size)
    {
        int period = Math.Max(2 * (size - 1), 1);
        int within = ((position % period) + period) % period;
        return Math.Min(within, period - within) % size;
    }

    private static (byte[] Response, byte[] Index) Respond(TestImage image, FilterBank bank, FilterResponse response)
    {
        var plane = Engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        var output = Engine.FilterMaximum(plane, bank, response, withIndex: true);
        plane.Dispose();
        return (Parity.Download(Engine, output.Response).Pixels, Parity.Download(Engine, output.Index!).Pixels);
    }
}
