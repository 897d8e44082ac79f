using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Shrinking has the processor's bytes, by whole factors and by all others.</summary>
public sealed class ResizeParityTests
{
    public static TheoryData<int, int, int, int, PixelFormat> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int, PixelFormat>();
            (int, int, int, int)[] sizes =
            [
                (2, 2, 1, 1), (62, 34, 31, 17), (90, 60, 30, 20), (64, 33, 64, 11), (100, 9, 25, 9), (345, 40, 3, 8), (700, 3, 2, 3),
                (333, 77, 100, 23), (333, 77, 332, 76), (333, 77, 1, 1), (640, 96, 512, 77), (15, 17, 4, 16), (31, 1, 30, 1), (1, 31, 1, 7),
                (98, 49, 2, 1), (103, 107, 1, 1), (800, 70, 33, 3), (21, 85, 20, 84), (257, 129, 64, 32), (500, 300, 60, 7), (61, 12, 61, 5),
            ];
            foreach (var (width, height, toWidth, toHeight) in sizes)
            {
                foreach (var format in Enum.GetValues<PixelFormat>())
                    data.Add(width, height, toWidth, toHeight, format);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_image_shrinks_by_area(int width, int height, int toWidth, int toHeight, PixelFormat format) =>
        Parity.AssertSame(TestImage.Noise(width, height, format), (engine, image) => engine.Resize(image, toWidth, toHeight));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_image_shrinks_by_area_from_any_size_to_any_other(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 12; i++)
        {
            int width = random.Next(1, 300), height = random.Next(1, 120);
            int toWidth = random.Next(1, width + 1), toHeight = random.Next(1, height + 1);
            foreach (var format in Enum.GetValues<PixelFormat>())
                An_image_shrinks_by_area(width, height, toWidth, toHeight, format);
        }
    }
}
