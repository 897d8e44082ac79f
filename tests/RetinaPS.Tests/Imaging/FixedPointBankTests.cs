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
    public void A_weight_is_off_by_less_than_single_precision_leaves_of_the_largest(double largest)
    {
        var random = new Random(3);
        float[] weights = [(float)largest, .. Enumerable.Range(0, 500).Select(_ => (float)(largest * ((random.NextDouble() * 2) - 1)))];
        var fixedPoint = new FilterBank([FilterKernel.Custom(weights.Length, 1, weights)]).FixedPoint;
        Assert.Equal(0, Math.Log2(fixedPoint.Unit) % 1);
        Assert.All(weights.Zip(fixedPoint.Taps[0]), pair => Assert.InRange(
            Math.Abs(pair.First - ((double)pair.Second * fixedPoint.Unit)), 0, largest * 1.2e-7));
        Assert.All(fixedPoint.Taps[0], tap => Assert.InRange(Math.Abs(tap), 0, FixedPointBank.LargestTap));
    }

    [Fact]
    public void Whole_weights_are_kept_as_they_are()
    {
        var fixedPoint = new FilterBank([FilterKernel.Custom(4, 1, [-7, 0, 1, 8])]).FixedPoint;
        Assert.Equal([-7.0, 0, 1, 8], fixedPoint.Taps[0].Select(tap => (double)tap * fixedPoint.Unit));
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
