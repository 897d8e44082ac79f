using RetinaPS.Devices;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>One operation on both engines.</summary>
internal static class Parity
{
    /// <summary>Asserts that not one byte differs.</summary>
    public static void AssertSame(TestImage image, Func<IRetinaEngine, ImageBuffer, ImageBuffer> operation)
    {
        var expected = Run(RetinaDevices.Cpu.Engine, image, operation);
        var actual = Run(ComparedGpu.Engine, image, operation);
        AssertSame(expected, actual);
    }

    public static void AssertSame(TestImage expected, TestImage actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Format), (actual.Width, actual.Height, actual.Format));
        int different = 0, first = -1;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            if (expected.Pixels[i] == actual.Pixels[i])
                continue;
            first = different++ == 0 ? i : first;
        }

        int rowBytes = expected.Width * expected.Format.BytesPerPixel();
        Assert.True(
            different == 0,
            $"{different} of {expected.Pixels.Length} bytes differ; the first is byte {first % rowBytes} of row {first / rowBytes}: "
            + $"{(first < 0 ? 0 : actual.Pixels[first])} instead of {(first < 0 ? 0 : expected.Pixels[first])}.");
    }

    public static TestImage Run(IRetinaEngine engine, TestImage image, Func<IRetinaEngine, ImageBuffer, ImageBuffer> operation)
    {
        var source = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        var result = operation(engine, source);
        source.Dispose();
        return Download(engine, result);
    }

    /// <summary>The buffer's pixels; disposes of it.</summary>
    public static TestImage Download(IRetinaEngine engine, ImageBuffer buffer)
    {
        var pixels = new byte[buffer.ByteCount];
        engine.Download(buffer, pixels);
        var image = new TestImage(buffer.Width, buffer.Height, buffer.Format, pixels);
        buffer.Dispose();
        return image;
    }
}
