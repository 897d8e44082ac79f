using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>Regions of one run a row, against the same thing done pixel by pixel.</summary>
public sealed class RowExtentsTests
{
    private const int Width = 83;
    private const int Height = 61;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_disc_is_the_pixels_whose_centres_lie_in_circle_and_rectangle(int seed)
    {
        var random = new Random(seed);
        var circle = new EyeCircle((120 * random.NextDouble()) - 20, (100 * random.NextDouble()) - 20, 50 * random.NextDouble());
        var within = new PixelRectangle(random.Next(-10, 40), random.Next(-10, 30), random.Next(0, 90), random.Next(0, 70));
        AssertPixels(RowExtents.FromDisc(Width, Height, circle, within), (x, y) =>
            x >= within.X && x < within.X + within.Width && y >= within.Y && y < within.Y + within.Height
            && Math.Pow(x - circle.CenterX, 2) + Math.Pow(y - circle.CenterY, 2) <= circle.Radius * circle.Radius);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_resized_region_holds_the_pixels_whose_centres_fall_on_its_pixels(int seed)
    {
        var random = new Random(seed);
        var region = RandomRegion(random);
        int width = random.Next(1, 200), height = random.Next(1, 150);
        var resized = region.Resize(width, height);
        Assert.Equal((width, height), (resized.Width, resized.Height));

        // Centres in whole numbers of half target pixels, so that no rounding blurs what lies on a boundary.
        AssertPixels(resized, (x, y) => region.Contains(((2 * x) + 1) * Width / (2 * width), ((2 * y) + 1) * Height / (2 * height)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cut_out_region_is_what_lies_under_the_rectangle(int seed)
    {
        var random = new Random(seed);
        var region = RandomRegion(random);
        var area = new PixelRectangle(random.Next(-30, 60), random.Next(-30, 50), random.Next(1, 120), random.Next(1, 90));
        AssertPixels(region.Crop(area), (x, y) => region.Contains(x + area.X, y + area.Y));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Bounding_box_and_agreement_are_those_of_the_pixels(int seed)
    {
        var random = new Random(seed);
        RowExtents one = RandomRegion(random), other = RandomRegion(random);
        var points = AllPixels(one).ToList();
        var others = AllPixels(other).ToHashSet();
        var box = one.BoundingBox();
        Assert.Equal(
            points.Count == 0 ? default : (points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X) + 1, points.Max(p => p.Y) + 1),
            (box.X, box.Y, box.X + box.Width, box.Y + box.Height));
        int both = points.Count(others.Contains);
        Assert.Equal((double)both / (points.Count + others.Count - both), one.IntersectionOverUnion(other));
    }

    [Fact]
    public void Two_empty_regions_agree_wholly_and_with_a_full_one_not_at_all()
    {
        var empty = RowExtents.FromArrays(4, [3, 3], [2, 2]);
        Assert.Equal(0, empty.PixelCount);
        Assert.Equal(1, empty.IntersectionOverUnion(empty));
        Assert.Equal(0, empty.IntersectionOverUnion(RowExtents.Full(4, 2)));
        Assert.Empty(empty.ConvexHull());
        Assert.Equal(default, empty.BoundingBox());
    }

    [Fact]
    public void Columns_beyond_the_frame_are_cut_off()
    {
        var region = RowExtents.FromArrays(5, [-3, 4, 5], [1, 9, 7]);
        Assert.Equal(2 + 1 + 0, region.PixelCount);
        AssertPixels(region, (x, y) => (y == 0 && x <= 1) || (y == 1 && x == 4));
    }

    /// <summary>A region with empty rows inside and around it.</summary>
    private static RowExtents RandomRegion(Random random)
    {
        int[] first = new int[Height], last = new int[Height];
        int top = random.Next(Height), bottom = random.Next(top, Height);
        for (int y = 0; y < Height; y++)
        {
            bool empty = y < top || y > bottom || random.Next(8) == 0;
            first[y] = empty ? 1 : random.Next(Width);
            last[y] = empty ? 0 : random.Next(first[y], Width);
        }

        return RowExtents.FromArrays(Width, first, last);
    }

    private static IEnumerable<PixelPoint> AllPixels(RowExtents region) =>
        from y in Enumerable.Range(0, region.Height)
        from x in Enumerable.Range(0, region.Width)
        where region.Contains(x, y)
        select new PixelPoint(x, y);

    private static void AssertPixels(RowExtents region, Func<int, int, bool> expected)
    {
        var pixels = new byte[region.Width * region.Height];
        region.Fill(pixels);
        for (int y = 0; y < region.Height; y++)
        {
            for (int x = 0; x < region.Width; x++)
            {
                bool inside = pixels[(y * region.Width) + x] == 255;
                Assert.True(inside == expected(x, y), $"({x}, {y}) of {region.Width} x {region.Height}");
            }
        }

        Assert.Equal(pixels.LongCount(p => p == 255), region.PixelCount);
    }
}
