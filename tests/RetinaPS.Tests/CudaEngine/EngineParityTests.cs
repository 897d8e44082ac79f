using RetinaPS.Devices;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Counts, tables, CLAHE and eye masks of the whole engine are the processor's.</summary>
public sealed class EngineParityTests
{
    public static TheoryData<int, int> Sizes => [.. TestImage.EngineSizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    [Trait("Speed", "Slow")]
    public void Levels_are_counted_inside_the_mask_and_without_one(int width, int height)
    {
        foreach (var image in TestImage.Contents(width, height))
        {
            foreach (var mask in new[] { null, Masks.Ragged(width, height), Masks.Empty(width, height), EyeMask.FullFrame(width, height).Extents })
                Assert.Equal(Count(RetinaDevices.Cpu.Engine, image, mask), Count(ComparedGpu.Engine, image, mask));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_level_becomes_what_its_channels_table_says(int width, int height)
    {
        var random = new Random(width + height);
        foreach (var image in TestImage.Contents(width, height))
        {
            byte[][] tables = [.. Enumerable.Range(0, image.Format.Channels()).Select(_ =>
            {
                var table = new byte[256];
                random.NextBytes(table);
                return table;
            })];
            Parity.AssertSame(image, (engine, source) => engine.ApplyTables(source, tables));
        }
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Sizes))]
    public void CLAHE_equalizes_V_alike_whatever_the_grid_and_the_clip_limit(int width, int height)
    {
        // Every clip limit with the smaller grids; the tables of 256 tiles take a software device long, so with them one limit a content.
        double[] clips = [0, 2, 4, 40];
        foreach (var (image, number) in TestImage.Contents(width, height).Select((image, number) => (image, number)))
        {
            ClaheOptions[] all =
            [
                new(clips[(number + width) % 4], 16, 16), new(clips[(number + height + 1) % 4], 7, 5), .. clips.Select(clip => new ClaheOptions(clip, 2, 1)),
                new(clips[(number + 2) % 4], 1, 1),
            ];
            foreach (var options in all)
                Parity.AssertSame(image, (engine, source) => engine.Clahe(source, options));
        }
    }

    [Theory]
    [InlineData(15, 17)]
    [InlineData(85, 40)]
    [InlineData(333, 217)]
    public void CLAHE_of_one_channel_leaves_the_others_as_they_are(int width, int height)
    {
        foreach (var image in TestImage.Contents(width, height).Where(image => image.Format == PixelFormat.Bgr24))
        {
            foreach (var channel in new[] { ImageChannel.Blue, ImageChannel.Green, ImageChannel.Red })
                Parity.AssertSame(image, (engine, source) => engine.Clahe(source, new ClaheOptions(4, 7, 5, channel)));
            Parity.AssertSame(image, (engine, source) => engine.Clahe(source, new ClaheOptions(2, 16, 16, ImageChannel.Green)));
        }
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Sizes))]
    public void The_same_eye_is_found(int width, int height)
    {
        EyeMaskOptions[] methods =
        [
            new(), new(workingSize: 0), new(workingSize: 50), new(EyeMaskMethod.FullFrame), new(EyeMaskMethod.Canny, workingSize: 0),
            new(EyeMaskMethod.Canny, workingSize: 128), new(EyeMaskMethod.Canny, workingSize: 40), new(EyeMaskMethod.Canny, 12, 0),
        ];
        foreach (var image in TestImage.Contents(width, height))
        {
            foreach (var options in methods)
                Masks.AssertSame(Find(RetinaDevices.Cpu.Engine, image, options), Find(ComparedGpu.Engine, image, options), $"{image.Format} {options}");
        }
    }

    [Fact]
    public void An_eye_is_found_in_a_photograph_of_one_and_none_in_a_black_frame()
    {
        var eye = Find(ComparedGpu.Engine, TestImage.Photograph(333, 217), new EyeMaskOptions());
        Assert.Equal((EyeMaskMethod.Disc, EyeMaskStatus.Found), (eye?.Method, eye?.Status));
        var black = new TestImage(97, 95, PixelFormat.Bgr24, new byte[97 * 95 * 3]);
        foreach (var method in new[] { EyeMaskMethod.Auto, EyeMaskMethod.Canny })
        {
            var options = new EyeMaskOptions(method);
            Masks.AssertSame(Find(RetinaDevices.Cpu.Engine, black, options), Find(ComparedGpu.Engine, black, options), $"{method}");
            Assert.Null(Find(ComparedGpu.Engine, black, options));
        }
    }

    private static EyeMask? Find(IRetinaEngine engine, TestImage image, EyeMaskOptions options) =>
        Use(engine, image, source => engine.FindEye(source, options));

    private static long[][] Count(IRetinaEngine engine, TestImage image, RowExtents? mask) =>
        Use(engine, image, source => engine.CountLevels(source, mask));

    private static T Use<T>(IRetinaEngine engine, TestImage image, Func<ImageBuffer, T> use)
    {
        var source = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        try
        {
            return use(source);
        }
        finally
        {
            source.Dispose();
        }
    }
}
