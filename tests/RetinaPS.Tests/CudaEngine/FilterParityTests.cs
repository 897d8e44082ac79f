using RetinaPS.Devices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Filter banks answer with the same bits on both engines: sums are of whole numbers.</summary>
public sealed class FilterParityTests
{
    public static TheoryData<double, int, int, FilterRotation> Banks => new()
    {
        { 2, 9, 12, FilterRotation.Warp },
        { 5, 15, 3, FilterRotation.Warp },
        { 12, 20, 2, FilterRotation.Warp },
        { 1, 3, 1, FilterRotation.Warp },
        { 2, 9, 5, FilterRotation.Analytic },
        { 5, 15, 2, FilterRotation.Analytic },
    };

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 1, 2 }, { 3, 1, 3 }, { 1, 4, 4 }, { 2, 2, 5 }, { 4, 6, 7 }, { 7, 5, 8 }, { 8, 3, 40 }, { 15, 30, 9 }, { 31, 31, 2 }, { 63, 31, 1 }, { 31, 63, 1 }, { 40, 1, 6 },
    };

    private static (int Width, int Height)[] Sizes => SoftCudaLibrary.IsSanitized ? [(21, 9)] : TestImage.Sizes;

    [Theory]
    [MemberData(nameof(Banks))]
    public void A_bank_of_matched_filters_answers_the_same(double sigma, int length, int orientations, FilterRotation rotation)
    {
        var bank = MatchedFilterKernels.Build(FilterKind.Gaussian, sigma, length, 3, orientations, rotation);
        foreach (var (width, height) in Sizes)
            AssertSame(TestImage.Rings(width, height, 40), bank);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Kernels_of_any_shape_and_number_answer_the_same(int width, int height, int count)
    {
        var bank = CustomBanks.Random(width, height, count);
        AssertSame(TestImage.Noise(37, 19, PixelFormat.Gray8), bank);
        if (!SoftCudaLibrary.IsSanitized)
            AssertSame(TestImage.Noise(133, 11, PixelFormat.Gray8), bank);
    }

    [Fact]
    public void Several_scales_answer_one_by_one_as_they_do_alone()
    {
        var bank = FilterBank.Of([.. new[] { (1.0, 5), (2.0, 9), (3.5, 7) }.Select(scale =>
            MatchedFilterKernels.Build(FilterKind.FirstDerivative, scale.Item1, scale.Item2, 3, 6, FilterRotation.Analytic))]);
        var image = TestImage.Rings(61, 47, 20);
        AssertSame(image, bank);
        foreach (var engine in new[] { RetinaDevices.Cpu.Engine, ComparedGpu.Engine })
        {
            var plane = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
            var together = engine.FilterMaxima(plane, bank.Scales).Select(response => Parity.Download(engine, response)).ToArray();
            var alone = bank.Scales.Select(scale => Parity.Download(engine, engine.FilterMaximum(plane, scale, FilterResponse.Float, false).Response)).ToArray();
            plane.Dispose();
            Assert.Equal(3, together.Length);
            for (int i = 0; i < together.Length; i++)
                Parity.AssertSame(alone[i], together[i]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_most_weights_of_the_largest_size_do_not_overflow()
    {
        foreach (float weight in new[] { 1f, -1f })
        {
            var bank = new FilterBank([FilterKernel.Custom(256, 256, [.. Enumerable.Repeat(weight, 256 * 256)])]);
            AssertSame(new TestImage(9, 3, PixelFormat.Gray8, [.. Enumerable.Repeat((byte)255, 27)]), bank);
        }
    }

    [Fact]
    public void A_kernel_of_zeros_answers_0()
    {
        var bank = new FilterBank([FilterKernel.Custom(3, 3, new float[9])]);
        AssertSame(TestImage.Noise(5, 4, PixelFormat.Gray8), bank);
    }

    private static void AssertSame(TestImage image, FilterBank bank)
    {
        foreach (var response in Enum.GetValues<FilterResponse>())
        {
            var expected = Run(RetinaDevices.Cpu.Engine, image, bank, response);
            var actual = Run(ComparedGpu.Engine, image, bank, response);
            Parity.AssertSame(expected.Response, actual.Response);
            Parity.AssertSame(expected.Index, actual.Index);
        }
    }

    private static (TestImage Response, TestImage Index) Run(IRetinaEngine engine, TestImage image, FilterBank bank, FilterResponse response)
    {
        var plane = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        var output = engine.FilterMaximum(plane, bank, response, withIndex: true);
        plane.Dispose();
        return (Parity.Download(engine, output.Response), Parity.Download(engine, output.Index!));
    }
}
