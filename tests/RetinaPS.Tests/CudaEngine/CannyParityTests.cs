using OpenCvSharp;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The first and the last edge of every row are those of OpenCV's Canny.</summary>
public sealed class CannyParityTests
{
    public static TheoryData<int, int> Sizes => [.. TestImage.Sizes, (200, 150)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Edges_of_rings_begin_and_end_where_OpenCV_has_them(int width, int height)
    {
        foreach (int noise in new[] { 0, 3, 12 })
        {
            foreach (int threshold in new[] { 1, 4, 30 })
                AssertSame(TestImage.Rings(width, height, noise), threshold);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Edges_of_noise_begin_and_end_where_OpenCV_has_them(int width, int height) =>
        AssertSame(TestImage.Noise(width, height, PixelFormat.Gray8), 150);

    [Fact]
    [Trait("Speed", "Slow")]
    public void An_edge_that_winds_through_many_tiles_is_followed_to_its_end()
    {
        // A band too faint for an edge, folded eleven times; where it begins it is brighter, or not.
        var faint = Fold(beginning: 0);
        var lit = Fold(beginning: 6);
        Assert.Equal(0, Edges(faint, 10).PixelCount);
        Assert.DoesNotContain(-1, Edges(lit, 10).Last[..184]);
        AssertSame(faint, 10);
        AssertSame(lit, 10);
    }

    private static TestImage Fold(int beginning)
    {
        const int Size = 200, Period = 16, Band = 8, Right = Size - Band;
        var pixels = new byte[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % Size, y = i / Size, fold = y / Period;
            bool along = y % Period < Band && x is >= Band and < Right;
            bool down = fold < 11 && (fold % 2 == 0 ? x is >= Right - Band and < Right : x is >= Band and < 2 * Band);
            int more = fold == 0 ? Math.Max(0, beginning - (x / 12)) : 0;
            pixels[i] = (byte)((along || down) && fold < 12 ? 103 + more : 100);
        }

        return new TestImage(Size, Size, PixelFormat.Gray8, pixels);
    }

    private static void AssertSame(TestImage image, int threshold)
    {
        var expected = Edges(image, threshold);
        var engine = ComparedGpu.Engine;
        var plane = engine.Upload(image.Pixels, image.Width, image.Height, PixelFormat.Gray8);
        var actual = new CannyKernels(ComparedGpu.Kernels).FindRowExtents(ComparedGpu.Stream, (CudaBuffer)plane, threshold, 3 * threshold);
        plane.Dispose();
        Assert.Equal(expected.First, actual.First);
        Assert.Equal(expected.Last, actual.Last);
    }

    private static RowExtents Edges(TestImage image, int threshold)
    {
        using var gray = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC1, image.Pixels);
        using var edges = new Mat();
        Cv2.Canny(gray, edges, threshold, 3.0 * threshold);
        edges.GetArray(out byte[] levels);
        byte[][] rows = [.. levels.Chunk(image.Width)];
        return RowExtents.FromArrays(
            image.Width,
            [.. rows.Select(row => row.IndexOf((byte)255) is var at && at < 0 ? int.MaxValue : at)],
            [.. rows.Select(row => row.LastIndexOf((byte)255))]);
    }
}
