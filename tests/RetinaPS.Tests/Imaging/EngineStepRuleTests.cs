using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Engines.Cpu;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using RetinaPS.Tests.Oracle;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>Steps that the engine does in code of its own, against OpenCV's calls or the specification's rules, to the byte.</summary>
public sealed class EngineStepRuleTests
{
    private static readonly IRetinaEngine Engine = RetinaDevices.Cpu.Engine;

    public static TheoryData<string> Inputs =>
        ["noise-1x1-1", "noise-2x1-1", "noise-1x2-1", "noise-63x1-1", "noise-31x17-1", "noise-320x256-2", "rings-61x47"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Levels_are_counted_as_calcHist_counts_them_under_a_mask(string input)
    {
        var source = GeneratedInputs.Create(input);
        var image = source.UploadTo(Engine);
        var region = RandomRegion(source.Width, source.Height);
        long[][] counted = Engine.CountLevels(image, region);
        long[][] everywhere = Engine.CountLevels(image, null);
        using var bgr = Mat.FromPixelData(source.Height, source.Width, MatType.CV_8UC3, source.Bgr);
        using var mask = MaskOf(region);
        using var frame = MaskOf(RowExtents.Full(source.Width, source.Height));
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(CalcHist(bgr, c, mask), counted[c]);
            Assert.Equal(CalcHist(bgr, c, frame), everywhere[c]);
        }

        image.Dispose();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Grey_levels_are_counted_as_calcHist_counts_them_under_a_mask(string input)
    {
        var source = GeneratedInputs.Create(input);
        var image = source.UploadTo(Engine);
        var gray = Engine.ToGray(image);
        var region = RandomRegion(source.Width, source.Height);
        using var plane = Mat.FromPixelData(source.Height, source.Width, MatType.CV_8UC1, EngineSteps.Pixels(gray));
        using var mask = MaskOf(region);
        Assert.Equal(CalcHist(plane, 0, mask), Assert.Single(Engine.CountLevels(gray, region)));
        image.Dispose();
        gray.Dispose();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_mask_is_applied_as_bitwise_and_applies_it(string input)
    {
        var source = GeneratedInputs.Create(input);
        var image = source.UploadTo(Engine);
        var region = RandomRegion(source.Width, source.Height);
        var masked = Engine.ApplyMask(image, region);
        using var bgr = Mat.FromPixelData(source.Height, source.Width, MatType.CV_8UC3, source.Bgr);
        using var mask = MaskOf(region);
        using var expected = new Mat(source.Height, source.Width, MatType.CV_8UC3, Scalar.All(0));
        Cv2.BitwiseAnd(bgr, bgr, expected, mask);
        expected.GetArray(out Vec3b[] pixels);
        Assert.Equal([.. pixels.SelectMany(p => new[] { p.Item0, p.Item1, p.Item2 })], EngineSteps.Pixels(masked));
        image.Dispose();
        masked.Dispose();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void An_image_is_halved_in_whole_numbers(string input)
    {
        int[] taps = [1, 4, 6, 4, 1];
        var source = GeneratedInputs.Create(input);
        var image = source.UploadTo(Engine);
        var halved = Engine.PyramidDown(image, 1, blur: false);
        Assert.Equal(((source.Width + 1) / 2, (source.Height + 1) / 2), (halved.Width, halved.Height));
        byte[] pixels = EngineSteps.Pixels(halved);
        for (int i = 0; i < pixels.Length; i++)
        {
            int c = i % 3, x = i / 3 % halved.Width, y = i / 3 / halved.Width, sum = 128;
            for (int k = 0; k < 25; k++)
            {
                int column = Reflection.Of((2 * x) + (k % 5) - 2, source.Width), row = Reflection.Of((2 * y) + (k / 5) - 2, source.Height);
                sum += taps[k % 5] * taps[k / 5] * source.Bgr[(3 * ((row * source.Width) + column)) + c];
            }

            Assert.Equal((byte)(sum >> 8), pixels[i]);
        }

        image.Dispose();
        halved.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(400)]
    public void A_working_image_is_the_rounded_mean_of_its_blocks(int factor)
    {
        var source = GeneratedInputs.Create("noise-257x129-1");
        var image = source.UploadTo(Engine);
        using var small = BlockAverage.Shrink((CpuBuffer)image, factor);
        Assert.Equal((int)Math.Ceiling(257.0 / factor), small.Width);
        Assert.Equal((int)Math.Ceiling(129.0 / factor), small.Height);
        small.GetArray(out Vec3b[] pixels);
        for (int i = 0; i < pixels.Length; i++)
        {
            int left = i % small.Width * factor, top = i / small.Width * factor;
            for (int c = 0; c < 3; c++)
            {
                var block = from y in Enumerable.Range(top, Math.Min(factor, 129 - top))
                            from x in Enumerable.Range(left, Math.Min(factor, 257 - left))
                            select (decimal)source.Bgr[(3 * ((y * 257) + x)) + c];
                Assert.Equal((byte)Math.Round(block.Average(), MidpointRounding.AwayFromZero), pixels[i][c]);
            }
        }

        image.Dispose();
    }

    private static long[] CalcHist(Mat image, int channel, Mat mask)
    {
        using var counts = new Mat();
        Cv2.CalcHist([image], [channel], mask, counts, 1, [256], [new Rangef(0, 256)]);
        counts.GetArray(out float[] values);
        return Array.ConvertAll(values, value => (long)value);
    }

    /// <summary>Rows of random runs, some of them empty.</summary>
    private static RowExtents RandomRegion(int width, int height)
    {
        var random = new Random((width * 1000) + height);
        int[] first = [.. Enumerable.Range(0, height).Select(_ => random.Next(width))];
        int[] last = [.. first.Select(from => random.Next(4) == 0 ? from - 1 : random.Next(from, width))];
        return RowExtents.FromArrays(width, first, last);
    }

    private static Mat MaskOf(RowExtents region)
    {
        var pixels = new byte[region.Width * region.Height];
        region.Fill(pixels);
        using var borrowed = Mat.FromPixelData(region.Height, region.Width, MatType.CV_8UC1, pixels);
        return borrowed.Clone();
    }
}
