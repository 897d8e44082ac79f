using RetinaPS.Devices;
using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The fused plan has the bytes of the engine's single calls and of the processor, and the same errors.</summary>
public sealed class PreprocessParityTests
{
    private static readonly ColorReference Colors = Photographs.Reference();
    private static readonly EyeMaskOptions FullFrame = new(EyeMaskMethod.FullFrame);
    private static readonly EyeMaskOptions Canny = new(EyeMaskMethod.Canny, workingSize: 0);

    public static TheoryData<int, int> Sizes => [.. TestImage.EngineSizes];

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Sizes))]
    public void The_fused_plan_the_single_steps_and_the_processor_agree(int width, int height)
    {
        var plan = new PreprocessPlan { Reference = Colors, Eye = FullFrame };
        PreprocessPlan[] plans =
        [
            plan,
            plan with { Eye = new EyeMaskOptions(), Clahe = new ClaheOptions(2, 7, 5) },
            plan with { Eye = Canny, PyramidDown = true, ExcludeSaturated = true, Clahe = new ClaheOptions(4, 5, 3) },
            plan with { KnownMask = Masks.Disc(width, height), Clahe = new ClaheOptions(0, 1, 1) },
            plan with { KnownMask = Masks.Disc(width, height), PyramidDown = true, Crop = true, Clahe = new ClaheOptions(40, 3, 9) },
            plan with { KnownMask = Masks.Disc(width, height), Crop = true, Size = 23, ExcludeSaturated = true, Clahe = new ClaheOptions(4, 2, 2) },
            plan with { KnownMask = Masks.Of(Masks.Ragged(width, height)), Size = 61, Clahe = new ClaheOptions(4, 8, 8) },
        ];
        foreach (var image in TestImage.Contents(width, height))
        {
            for (int i = 0; i < plans.Length; i++)
                AssertSame(image, plans[i], overwrite: i % 2 == 0);
        }
    }

    [Theory]
    [InlineData(false, PixelFormat.Bgr24, false)]
    [InlineData(false, PixelFormat.Bgr24, true)]
    [InlineData(false, PixelFormat.Gray8, false)]
    [InlineData(true, PixelFormat.Gray8, false)]
    public void The_input_keeps_its_pixels_unless_its_memory_is_offered(bool overwrite, PixelFormat format, bool pyramidDown)
    {
        var image = TestImage.Noise(97, 95, format);
        var engine = ComparedGpu.Engine;
        var source = engine.Upload(image.Pixels, image.Width, image.Height, format);
        var plan = new PreprocessPlan { Reference = Colors, Eye = FullFrame, PyramidDown = pyramidDown };
        engine.Preprocess(source, plan, overwrite).Image.Dispose();
        Parity.AssertSame(image, Parity.Download(engine, source));
    }

    [Theory]
    [InlineData(0, "blue")]
    [InlineData(1, "green")]
    [InlineData(2, "red")]
    public void A_channel_of_one_level_inside_the_mask_is_an_error_that_names_it(int channel, string name)
    {
        var image = TestImage.Noise(85, 40, PixelFormat.Bgr24);
        var mask = Masks.Disc(85, 40);
        for (int i = 0; i < 85 * 40; i++)
        {
            if (mask.Contains(i % 85, i / 85))
                image.Pixels[(3 * i) + channel] = 77;
        }

        var plan = new PreprocessPlan { Reference = Colors, KnownMask = mask };
        var error = AssertSameError(image, plan);
        Assert.Equal(RetinaErrorId.ConstantChannel, error.ErrorId);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        AssertSame(image, plan with { KnownMask = null, Eye = FullFrame });
    }

    [Fact]
    public void A_mask_without_pixels_is_an_error() => Assert.Equal(RetinaErrorId.EmptyMask, AssertSameError(
        TestImage.Noise(85, 40, PixelFormat.Bgr24),
        new PreprocessPlan { Reference = Colors, KnownMask = Masks.Of(Masks.Empty(85, 40)) }).ErrorId);

    [Theory]
    [InlineData(EyeMaskMethod.Auto)]
    [InlineData(EyeMaskMethod.Canny)]
    public void A_frame_without_an_eye_is_an_error(EyeMaskMethod method) => Assert.Equal(RetinaErrorId.EyeNotFound, AssertSameError(
        new TestImage(127, 33, PixelFormat.Bgr24, new byte[127 * 33 * 3]),
        new PreprocessPlan { Reference = Colors, Eye = new EyeMaskOptions(method) }).ErrorId);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Threads_that_work_at_once_get_the_bytes_that_one_alone_gets()
    {
        var plan = new PreprocessPlan { Reference = Colors, Crop = true, Size = 90 };
        var images = Enumerable.Range(1, 4).Select(seed => TestImage.Photograph(150 + (11 * seed), 121, (ulong)seed)).ToArray();
        var expected = images.Select(image => Outcome(RetinaDevices.Cpu.Engine, image, plan).Image).ToArray();
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            try
            {
                for (int i = 0; i < images.Length; i++)
                {
                    int at = (i + number) % images.Length;
                    Parity.AssertSame(expected[at], Outcome(ComparedGpu.Engine, images[at], plan).Image);
                }
            }
            catch (Exception e)
            {
                lock (failures)
                    failures.Add(e);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }

    private static void AssertSame(TestImage image, PreprocessPlan plan, bool overwrite = false)
    {
        string what = $"{image.Width} x {image.Height} {image.Format}, {plan.Eye.Method}, pyramid {plan.PyramidDown}, size {plan.Size}";
        if (Fails(RetinaDevices.Cpu.Engine, image, plan) is { } error)
        {
            Assert.Equal((what, error.ErrorId, error.Message), (what, Fails(ComparedGpu.Engine, image, plan)?.ErrorId, Fails(ComparedGpu.Engine, image, plan)?.Message));
            return;
        }

        var expected = Outcome(RetinaDevices.Cpu.Engine, image, plan);
        var fused = Outcome(ComparedGpu.Engine, image, plan, overwrite);
        Masks.AssertSame(expected.Eye, fused.Eye, what);
        Masks.AssertSame(expected.Result, fused.Result, what);
        Assert.Equal((what, expected.Brightness), (what, fused.Brightness));
        Parity.AssertSame(expected.Image, fused.Image);
        Parity.AssertSame(expected.Image, Steps(ComparedGpu.Engine, image, plan));
    }

    private static RetinaException AssertSameError(TestImage image, PreprocessPlan plan)
    {
        var expected = Fails(RetinaDevices.Cpu.Engine, image, plan);
        var actual = Fails(ComparedGpu.Engine, image, plan);
        Assert.NotNull(actual);
        Assert.Equal((expected?.ErrorId, expected?.Message), (actual.ErrorId, actual.Message));
        return actual;
    }

    private static RetinaException? Fails(IRetinaEngine engine, TestImage image, PreprocessPlan plan)
    {
        var source = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        try
        {
            engine.Preprocess(source, plan, overwriteInput: false).Image.Dispose();
            return null;
        }
        catch (RetinaException e)
        {
            return e;
        }
        finally
        {
            source.Dispose();
        }
    }

    private static (TestImage Image, EyeMask Eye, EyeMask Result, double Brightness) Outcome(IRetinaEngine engine, TestImage image, PreprocessPlan plan, bool overwrite = false)
    {
        var source = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        var outcome = engine.Preprocess(source, plan, overwrite);
        source.Dispose();
        return (Parity.Download(engine, outcome.Image), outcome.EyeMask, outcome.ResultMask, outcome.Brightness);
    }

    /// <summary>The chain by the engine's single calls, in the order of the cmdlets.</summary>
    private static TestImage Steps(IRetinaEngine engine, TestImage image, PreprocessPlan plan)
    {
        byte[] bgr = image.Format == PixelFormat.Bgr24 ? image.Pixels : [.. image.Pixels.SelectMany(level => new[] { level, level, level })];
        var source = engine.Upload(bgr, image.Width, image.Height, PixelFormat.Bgr24);
        if (plan.PyramidDown)
            source = Next(source, from => engine.PyramidDown(from, 1, blur: true));
        var mask = plan.KnownMask?.Resize(source.Width, source.Height) ?? engine.FindEye(source, plan.Eye)!;
        var histogram = new ColorHistogram(null, plan.SourceName, engine.CountLevels(source, mask.Extents), plan.ExcludeSaturated);
        source = Next(source, from => engine.ApplyTables(from, plan.Reference.TablesFor(histogram)));
        source = Next(source, from => engine.Clahe(from, plan.Clahe));
        source = Next(source, from => engine.ApplyMask(from, mask.Extents));
        var geometry = ResultGeometry.For(source.Width, source.Height, mask, plan);
        if (geometry.Crop is { } area)
        {
            source = Next(source, from => engine.Crop(from, area));
            mask = mask.Crop(area);
        }

        if ((geometry.Width, geometry.Height) != (source.Width, source.Height))
        {
            source = Next(source, from => engine.Resize(from, geometry.Width, geometry.Height));
            source = Next(source, from => engine.ApplyMask(from, mask.Resize(geometry.Width, geometry.Height).Extents));
        }

        return Parity.Download(engine, source);
    }

    private static ImageBuffer Next(ImageBuffer from, Func<ImageBuffer, ImageBuffer> step)
    {
        var made = step(from);
        from.Dispose();
        return made;
    }
}
