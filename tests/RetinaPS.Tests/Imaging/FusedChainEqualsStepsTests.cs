using RetinaPS.Devices;
using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Tests.Oracle;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>
/// The fused chain gives the bytes of the single steps, whatever the size, the mask and the settings: it works strip by strip, and OpenCV
/// rounds by column.
/// </summary>
public sealed class FusedChainEqualsStepsTests
{
    private static readonly IRetinaEngine Engine = RetinaDevices.Cpu.Engine;
    private static readonly ColorReference Colors = ReferenceOf(GeneratedInputs.Create(GeneratedInputs.Reference));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fused_and_single_steps_agree(int seed)
    {
        var random = new Random(seed);
        var source = Noise(random, random.Next(2, 700), random.Next(2, 500));
        var mask = RandomMask(random, source.Width, source.Height);
        var plan = new PreprocessPlan
        {
            Reference = Colors,
            KnownMask = mask,
            Clahe = new ClaheOptions(random.Next(3) * 2, random.Next(1, 20), random.Next(1, 20)),
        };
        var image = source.UploadTo(Engine);
        var outcome = Engine.Preprocess(image, plan, overwriteInput: false);
        var specified = Engine.ApplyTables(image, Colors.TablesFor(Histogram(image, mask)));
        var enhanced = Engine.Clahe(specified, plan.Clahe);
        var masked = Engine.ApplyMask(enhanced, mask.Extents);
        bool equal = EngineSteps.Pixels(masked).AsSpan().SequenceEqual(EngineSteps.Pixels(outcome.Image));
        Assert.True(equal, $"{source.Width} x {source.Height}, {plan.Clahe}");
        foreach (var buffer in new[] { image, outcome.Image, specified, enhanced, masked })
            buffer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_crop_and_a_size_are_applied_to_the_whole_result(int seed)
    {
        var random = new Random(seed);
        var source = Noise(random, random.Next(40, 300), random.Next(40, 300));
        var disc = new EyeCircle(random.Next(10, source.Width - 10), random.Next(10, source.Height - 10), random.Next(8, 150));
        var extents = RowExtents.FromDisc(source.Width, source.Height, disc, new PixelRectangle(0, 0, source.Width, source.Height));
        var mask = new EyeMask(extents, disc, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
        var plan = new PreprocessPlan { Reference = Colors, KnownMask = mask, Crop = true, Size = random.Next(5, 200) };
        var image = source.UploadTo(Engine);
        var whole = Engine.Preprocess(image, plan with { Crop = false, Size = 0 }, overwriteInput: false);
        var cut = Engine.Preprocess(image, plan, overwriteInput: false);
        var geometry = ResultGeometry.For(source.Width, source.Height, mask, plan);
        var cropped = Engine.Crop(whole.Image, geometry.Crop!.Value);
        var resized = Engine.Resize(cropped, geometry.Width, geometry.Height);
        var masked = Engine.ApplyMask(resized, mask.Extents.Crop(geometry.Crop.Value).Resize(geometry.Width, geometry.Height));
        Assert.Equal((geometry.Width, geometry.Height), (cut.ResultMask.Width, cut.ResultMask.Height));
        Assert.Equal(EngineSteps.Pixels(masked), EngineSteps.Pixels(cut.Image));
        foreach (var buffer in new[] { image, whole.Image, cut.Image, cropped, resized, masked })
            buffer.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_grey_photograph_gives_what_its_copy_in_colour_gives(bool pyramidDown)
    {
        var gray = Engine.ToGray(GeneratedInputs.Create("fundus-333x500-10").UploadTo(Engine));
        byte[] levels = EngineSteps.Pixels(gray);
        var color = RawImage.FromGray(gray.Width, gray.Height, levels).UploadTo(Engine);
        var plan = new PreprocessPlan { Reference = Colors, Eye = EngineSteps.Canny, PyramidDown = pyramidDown };
        var fromGray = Engine.Preprocess(gray, plan, overwriteInput: true);
        var fromColor = Engine.Preprocess(color, plan, overwriteInput: true);
        Assert.Equal(fromColor.EyeMask.ToPixels(), fromGray.EyeMask.ToPixels());
        Assert.Equal(EngineSteps.Pixels(fromColor.Image), EngineSteps.Pixels(fromGray.Image));
        Assert.Equal(levels, EngineSteps.Pixels(gray));
        foreach (var buffer in new[] { gray, color, fromGray.Image, fromColor.Image })
            buffer.Dispose();
    }

    private static RawImage Noise(Random random, int width, int height)
    {
        var bgr = new byte[3 * width * height];
        random.NextBytes(bgr);
        return new RawImage(width, height, bgr);
    }

    /// <summary>A convex polygon, with empty rows above and below it.</summary>
    private static EyeMask RandomMask(Random random, int width, int height)
    {
        int[] first = new int[height], last = new int[height];
        Array.Fill(first, int.MaxValue);
        Array.Fill(last, -1);
        for (int i = 0; i < 12; i++)
        {
            int x = random.Next(width), y = random.Next(height);
            (first[y], last[y]) = (Math.Min(first[y], x), Math.Max(last[y], x));
        }

        var polygon = RowExtents.FromArrays(width, first, last).ConvexHull();
        var extents = RowExtents.FromConvexPolygon(width, height, polygon);
        return new EyeMask(extents, EyeMask.CircleAbout(extents.BoundingBox()), EyeMaskMethod.Canny, double.NaN, EyeMaskStatus.NotAssessed);
    }

    private static ColorHistogram Histogram(ImageBuffer image, EyeMask mask) =>
        new(null, "noise", Engine.CountLevels(image, mask.Extents), false);

    private static ColorReference ReferenceOf(RawImage source)
    {
        var image = source.UploadTo(Engine);
        var reference = ColorReference.FromHistograms([Histogram(image, EyeMask.FullFrame(source.Width, source.Height))]);
        image.Dispose();
        return reference;
    }
}
