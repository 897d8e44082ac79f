using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

public sealed class FixedPointBankTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.9999999)]
    [InlineData(0.001)]
    [InlineData(1e-30)]
    [InlineData(12345)]
    [InlineData(3e38)]
    public void A_weight_is_off_by_a_few_ten_millionths_of_the_largest_and_a_sum_by_less(double largest)
    {
        var random = new Random(3);
        float[] weights = [(float)largest, .. Enumerable.Range(0, 500).Select(_ => (float)(largest * ((random.NextDouble() * 2) - 1)))];
        var fixedPoint = new FilterBank([FilterKernel.Custom(weights.Length, 1, weights)]).FixedPoint;
        Assert.Equal(0, Math.Log2(fixedPoint.Unit) % 1);
        Assert.All(weights.Zip(fixedPoint.Taps[0]), pair => Assert.InRange(
            Math.Abs(pair.First - ((double)pair.Second * fixedPoint.Unit)), 0, largest * 2.4e-7));
        Assert.Equal(0, weights.Sum(weight => (double)weight) - fixedPoint.Taps[0].Sum(tap => (double)tap * fixedPoint.Unit), fixedPoint.Unit);
        Assert.All(fixedPoint.Taps[0], tap => Assert.InRange(Math.Abs(tap), 0, FixedPointBank.LargestTap));
    }

    [Fact]
    public void Whole_weights_are_kept_as_they_are()
    {
        var fixedPoint = new FilterBank([FilterKernel.Custom(4, 1, [-7, 0, 1, 8])]).FixedPoint;
        Assert.Equal([-7.0, 0, 1, 8], fixedPoint.Taps[0].Select(tap => (double)tap * fixedPoint.Unit));
    }

    [Theory]
    [InlineData(FilterRotation.Analytic)]
    [InlineData(FilterRotation.Warp)]
    public void A_kernels_sum_is_kept_to_half_a_unit(FilterRotation rotation)
    {
        foreach (var (sigma, length) in new[] { (1.0, 5), (1.5, 9), (2, 9), (5, 15), (5.2, 31) })
        {
            var bank = MatchedFilterKernels.Build(FilterKind.Gaussian, sigma, length, 3, 12, rotation);
            Assert.All(bank.Kernels.Zip(bank.FixedPoint.Taps), pair => Assert.Equal(pair.First.Sum / bank.FixedPoint.Unit, pair.Second.Sum(), 0.500001));
        }
    }

    [Fact]
    public void All_kernels_of_a_bank_have_one_unit()
    {
        var bank = new FilterBank([FilterKernel.Custom(1, 1, [1]), FilterKernel.Custom(1, 1, [0.25f])]);
        Assert.Equal(bank.FixedPoint.Taps[0][0], 4 * bank.FixedPoint.Taps[1][0]);
    }

    [Fact]
    public void A_kernel_of_more_weights_than_its_sums_have_room_for_is_refused()
    {
        FilterBank Make(int count) => new([FilterKernel.Custom(count, 1, [.. Enumerable.Repeat(1f, count)])]);
        Make(FilterBank.MostWeights);
        Assert.Equal(RetinaErrorId.InvalidArgument, Assert.Throws<RetinaException>(() => Make(FilterBank.MostWeights + 1)).ErrorId);
    }

    [Fact]
    public void More_kernels_than_have_numbers_are_refused()
    {
        FilterBank Make(int count) => new([.. Enumerable.Repeat(FilterKernel.Custom(1, 1, [1]), count)]);
        Make(FilterBank.MostKernels);
        Assert.Equal(RetinaErrorId.InvalidArgument, Assert.Throws<RetinaException>(() => Make(FilterBank.MostKernels + 1)).ErrorId);
    }
}
