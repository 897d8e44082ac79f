using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>Hulls and filled polygons against OpenCV's own, to the pixel (specification, section 8).</summary>
public sealed class ConvexPolygonTests
{
    private const int Cases = 400;

    // The engine finds OpenCV's native library.
    static ConvexPolygonTests() => _ = RetinaDevices.Cpu.Engine;

    [Theory]
    [InlineData(1, 37, 29)]
    [InlineData(2, 256, 256)]
    [InlineData(3, 900, 31)]
    [InlineData(4, 19, 700)]
    [InlineData(5, 2, 2)]
    public void A_filled_convex_polygon_is_OpenCVs(int seed, int width, int height)
    {
        var random = new Random(seed);
        var pixels = new byte[width * height];
        for (int i = 0; i < Cases; i++)
        {
            Point[] polygon = Cv2.ConvexHull(RandomPoints(random, width, height, random.Next(1, 40)), clockwise: random.Next(2) == 0);
            using Mat expected = new(height, width, MatType.CV_8UC1, Scalar.All(0));
            Cv2.DrawContours(expected, [polygon], 0, Scalar.All(255), -1);
            RowExtents.FromConvexPolygon(width, height, ToPixelPoints(polygon)).Fill(pixels);
            expected.GetArray(out byte[] drawn);
            Assert.True(drawn.AsSpan().SequenceEqual(pixels), $"case {i}: {string.Join(' ', polygon)}");
        }
    }

    [Theory]
    [InlineData(11, 37, 29)]
    [InlineData(12, 256, 256)]
    [InlineData(13, 900, 31)]
    [InlineData(14, 1, 50)]
    [InlineData(15, 50, 1)]
    public void The_hull_of_the_rows_ends_is_OpenCVs_hull_of_all_points(int seed, int width, int height)
    {
        var random = new Random(seed);
        for (int i = 0; i < Cases; i++)
        {
            Point[] points = RandomPoints(random, width, height, random.Next(1, 200));
            var hull = RowsOf(points, width, height).ConvexHull();
            Assert.Equal(InOrder(ToPixelPoints(Cv2.ConvexHull(points))), InOrder(hull));
        }
    }

    [Fact]
    public void A_hull_goes_round_strictly_and_always_the_same_way()
    {
        var random = new Random(21);
        for (int i = 0; i < Cases; i++)
        {
            var hull = RowsOf(RandomPoints(random, 120, 90, random.Next(3, 200)), 120, 90).ConvexHull();
            for (int k = 0; hull.Length > 2 && k < hull.Length; k++)
            {
                PixelPoint a = hull[k], b = hull[(k + 1) % hull.Length], c = hull[(k + 2) % hull.Length];
                Assert.True(((b.X - a.X) * (c.Y - b.Y)) - ((b.Y - a.Y) * (c.X - b.X)) < 0, $"{a} {b} {c}");
            }
        }
    }

    private static Point[] RandomPoints(Random random, int width, int height, int count)
    {
        // Few columns and rows at times, so that points fall together and on one line.
        int columns = random.Next(4) == 0 ? Math.Min(3, width) : width;
        int rows = random.Next(4) == 0 ? Math.Min(3, height) : height;
        int left = random.Next(width - columns + 1), top = random.Next(height - rows + 1);
        return [.. Enumerable.Range(0, count).Select(_ => new Point(left + random.Next(columns), top + random.Next(rows)))];
    }

    private static RowExtents RowsOf(Point[] points, int width, int height)
    {
        int[] first = new int[height], last = new int[height];
        Array.Fill(first, int.MaxValue);
        Array.Fill(last, -1);
        foreach (var p in points)
            (first[p.Y], last[p.Y]) = (Math.Min(first[p.Y], p.X), Math.Max(last[p.Y], p.X));
        return RowExtents.FromArrays(width, first, last);
    }

    private static PixelPoint[] ToPixelPoints(Point[] points) => Array.ConvertAll(points, p => new PixelPoint(p.X, p.Y));

    private static IEnumerable<PixelPoint> InOrder(PixelPoint[] points) => points.OrderBy(p => p.Y).ThenBy(p => p.X);
}
