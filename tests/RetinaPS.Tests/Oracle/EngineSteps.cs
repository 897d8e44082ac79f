using RetinaPS.Devices;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>The chain of one case, step by step through the engine's single calls, each result held against the golden.</summary>
internal sealed class EngineSteps(OracleGolden golden) : IDisposable
{
    private static readonly IRetinaEngine Engine = RetinaDevices.Cpu.Engine;
    private readonly List<ImageBuffer> made = [];

    public static EyeMaskOptions Canny { get; } = new(EyeMaskMethod.Canny, workingSize: 0);

    /// <summary>The photograph, halved and blurred where the variant says so.</summary>
    public ImageBuffer Prepare()
    {
        var image = Keep(golden.Input.Load().UploadTo(Engine));
        return golden.Variant.PyramidDown ? Keep(Engine.PyramidDown(image, 1, blur: true)) : image;
    }

    public EyeMask FindEye(ImageBuffer image)
    {
        var mask = Engine.FindEye(image, Canny);
        Assert.NotNull(mask);
        Assert.Equal((golden.Width, golden.Height), (mask.Width, mask.Height));
        AssertDigest(golden.Mask, mask.ToPixels(), "mask");
        return mask;
    }

    public ColorHistogram Count(ImageBuffer image, EyeMask mask)
    {
        long[][] counts = Engine.CountLevels(image, mask.Extents);
        var histogram = new ColorHistogram(null, golden.Input.Name, counts, golden.Variant.ExcludeSaturated);
        for (int c = 0; c < 3; c++)
            Assert.Equal(golden.Cumulative[c], histogram.Channels[c].Cumulative);
        return histogram;
    }

    /// <summary>The tables that match the histogram to the oracle's own distribution of the reference.</summary>
    public byte[][] Match(ColorHistogram histogram) =>
        new ColorReference("the oracle's", [], 1, golden.Variant.ExcludeSaturated, golden.Reference.Cumulative).TablesFor(histogram);

    public ImageBuffer Specify(ImageBuffer image, EyeMask mask)
    {
        byte[][] tables = Match(Count(image, mask));
        for (int c = 0; c < 3; c++)
            Assert.Equal(golden.Tables[c], tables[c]);
        return Check(golden.Specified, Keep(Engine.ApplyTables(image, tables)), "specified image");
    }

    public ImageBuffer Enhance(ImageBuffer specified) =>
        Check(golden.Clahe, Keep(Engine.Clahe(specified, new ClaheOptions())), "CLAHE image");

    public ImageBuffer ApplyMask(ImageBuffer enhanced, EyeMask mask) =>
        Check(golden.Result, Keep(Engine.ApplyMask(enhanced, mask.Extents)), "result");

    public void Dispose() => made.ForEach(buffer => buffer.Dispose());

    public static void AssertDigest(string expected, ReadOnlySpan<byte> bytes, string what) =>
        Assert.True(RawImage.Digest(bytes) == expected, $"The {what} differs from the oracle's.");

    public static byte[] Pixels(ImageBuffer image)
    {
        var pixels = new byte[image.ByteCount];
        Engine.Download(image, pixels);
        return pixels;
    }

    private static ImageBuffer Check(string expected, ImageBuffer image, string what)
    {
        AssertDigest(expected, Pixels(image), what);
        return image;
    }

    private ImageBuffer Keep(ImageBuffer buffer)
    {
        made.Add(buffer);
        return buffer;
    }
}
