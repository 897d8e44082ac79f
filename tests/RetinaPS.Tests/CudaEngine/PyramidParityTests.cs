using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Halving and blurring have the processor's bytes.</summary>
public sealed class PyramidParityTests
{
    public static TheoryData<int, int, PixelFormat> Images =>
    [
        .. TestImage.Sizes.Concat([(1020, 6), (1100, 17)])
            .SelectMany(size => new[] { PixelFormat.Gray8, PixelFormat.Bgr24 }, (size, format) => (size.Item1, size.Item2, format)),
    ];

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_is_halved(int width, int height, PixelFormat format) =>
        Parity.AssertSame(TestImage.Noise(width, height, format), (engine, image) => engine.PyramidDown(image, 1, blur: false));

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_is_halved_and_blurred_level_by_level(int width, int height, PixelFormat format) =>
        Parity.AssertSame(TestImage.Noise(width, height, format), (engine, image) => engine.PyramidDown(image, 3, blur: true));
}
