using RetinaPS.Cuda;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Decoded JPEG planes become the pixels that libjpeg-turbo makes of them (specification, section 13), upright.</summary>
public sealed class JpegKernelTests
{
    public static TheoryData<bool, bool> Samplings => new() { { false, false }, { true, false }, { true, true }, { false, true } };

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Colour_planes_become_pixels(bool halfWidth, bool halfHeight)
    {
        foreach (var (width, height) in TestImage.Sizes.Append((4, 4)).Append((5, 6)))
        {
            var expected = new JpegPixels(width, height, halfWidth, halfHeight);
            Parity.AssertSame(expected.Upright(1), Launch(expected, 1, PixelFormat.Bgr24));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Photographs_are_turned_upright(int orientation)
    {
        var expected = new JpegPixels(77, 45, true, true);
        Parity.AssertSame(expected.Upright(orientation), Launch(expected, orientation, PixelFormat.Bgr24));
        var gray = new JpegPixels(77, 45);
        Parity.AssertSame(gray.Upright(orientation), Launch(gray, orientation, PixelFormat.Bgr24));
        Parity.AssertSame(gray.UprightGray(orientation), Launch(gray, orientation, PixelFormat.Gray8));
    }

    private static TestImage Launch(JpegPixels pixels, int orientation, PixelFormat format)
    {
        var device = ComparedGpu.Kernels.Device;
        var stream = ComparedGpu.Stream;
        using var luma = device.Memory.Allocate(pixels.Luma.Length, stream);
        using var blue = device.Memory.Allocate(pixels.Blue.Length, stream);
        using var red = device.Memory.Allocate(pixels.Red.Length, stream);
        stream.Upload<byte>(pixels.Luma, luma);
        stream.Upload<byte>(pixels.Blue, blue);
        stream.Upload<byte>(pixels.Red, red);
        var (width, height) = orientation >= 5 ? (pixels.Height, pixels.Width) : (pixels.Width, pixels.Height);
        var target = CudaBuffer.Allocate(ComparedGpu.Device, device, width, height, format);
        var planes = new JpegPlanes(
            new PitchedMemory(luma, pixels.Width),
            pixels.IsGray ? null : new PitchedMemory(blue, pixels.ChromaWidth),
            pixels.IsGray ? null : new PitchedMemory(red, pixels.ChromaWidth),
            pixels.Width, pixels.Height, pixels.HalfWidth, pixels.HalfHeight);
        new JpegKernels(ComparedGpu.Kernels).ToPixels(stream, planes, orientation, target);
        return Parity.Download(ComparedGpu.Engine, target);
    }
}
