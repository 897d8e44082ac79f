using System.Runtime.InteropServices;
using RetinaPS.Engines;
using RetinaPS.Engines.Cpu;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Responses of filter banks are the processor's within the specification's tolerance (section 9).</summary>
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

    [Theory]
    [MemberData(nameof(Banks))]
    public void Eight_bit_responses_differ_by_a_level_in_one_of_ten_thousand_pixels_at_most(
        double sigma, int length, int orientations, FilterRotation rotation)
    {
        var bank = MatchedFilterKernels.Build(FilterKind.Gaussian, sigma, length, 3, orientations, rotation);
        int different = 0, pixels = 0;
        foreach (var (width, height) in TestImage.Sizes)
        {
            var (expected, actual) = Run(TestImage.Rings(width, height, 40), bank, FilterResponse.EightBit);
            Assert.Equal(PixelFormat.Gray8, actual.Format);
            pixels += expected.Pixels.Length;
            for (int i = 0; i < expected.Pixels.Length; i++)
            {
                Assert.InRange(actual.Pixels[i] - expected.Pixels[i], -1, 1);
                different += actual.Pixels[i] != expected.Pixels[i] ? 1 : 0;
            }
        }

        Assert.InRange(different, 0, (int)(pixels * 1e-4));
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void Float_responses_are_the_same_to_five_digits_of_the_largest(double sigma, int length, int orientations, FilterRotation rotation)
    {
        var bank = MatchedFilterKernels.Build(FilterKind.FirstDerivative, sigma, length, 3, orientations, rotation);
        double tolerance = bank.Kernels.Max(kernel => kernel.WeightArray.Sum(w => Math.Abs((double)w))) * 255e-5;
        foreach (var (width, height) in TestImage.Sizes)
        {
            foreach (var image in new[] { TestImage.Rings(width, height, 40), TestImage.Noise(width, height, PixelFormat.Gray32Float) })
            {
                var (expected, actual) = Run(image, bank, FilterResponse.Float);
                Assert.Equal(PixelFormat.Gray32Float, actual.Format);
                var wanted = MemoryMarshal.Cast<byte, float>(expected.Pixels);
                var found = MemoryMarshal.Cast<byte, float>(actual.Pixels);
                for (int i = 0; i < wanted.Length; i++)
                    Assert.InRange(found[i], wanted[i] - tolerance, wanted[i] + tolerance);
            }
        }
    }

    private static (TestImage Expected, TestImage Actual) Run(TestImage image, FilterBank bank, FilterResponse response) => (
        Parity.Run(RetinaDevices.Cpu.Engine, image, (engine, plane) => engine.FilterMaximum(plane, bank, response)),
        Parity.Run(ComparedGpu.Engine, image, (engine, plane) => engine.FilterMaximum(plane, bank, response)));
}
