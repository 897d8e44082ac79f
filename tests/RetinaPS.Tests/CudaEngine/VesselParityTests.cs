using System.Runtime.InteropServices;
using RetinaPS.Devices;
using RetinaPS.Engines.Cpu;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The steps of finding vessels, and the whole, on both engines.</summary>
public sealed class VesselParityTests
{
    public static TheoryData<int, int> Sizes => [.. TestImage.Sizes.Select(size => (size.Width, size.Height))];

    [Theory]
    [InlineData(90, 80, 40.0, 30)]
    [InlineData(90, 80, 40.0, 77)]
    [InlineData(64, 64, 32.0, 32)]
    [InlineData(200, 60, 28.0, 20)]
    [InlineData(300, 290, 25.0, 24)]
    [InlineData(33, 47, 12.0, 90)]
    public void The_working_plane_has_the_same_bytes_smaller_and_larger(int width, int height, double radius, int workingRadius)
    {
        var mask = MaskOf(width, height, radius);
        var eye = WorkingEye.For(mask, workingRadius);
        foreach (var format in new[] { PixelFormat.Bgr24, PixelFormat.Gray8 })
            AssertSame(TestImage.Noise(width, height, format), (steps, image) => steps.Green(image, eye));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_lies_outside_is_filled_with_the_same_bytes(int width, int height)
    {
        var image = TestImage.Noise(width, height, PixelFormat.Gray8);
        foreach (var region in new[] { Masks.Ragged(width, height), Masks.Disc(width, height).Extents, Masks.Empty(width, height), RowExtents.Full(width, height) })
            AssertSame(image, (steps, plane) => steps.FillOutside(plane, region));
    }

    [Fact]
    public void A_single_pixel_fills_all_that_lies_outside() => Assert.All(
        Run(RetinaDevices.Cpu.Engine, TestImage.Noise(130, 70, PixelFormat.Gray8), (steps, plane) => steps.FillOutside(
            plane, RowExtents.FromArrays(130, [.. Enumerable.Repeat(3, 70)], [.. Enumerable.Repeat(-1, 69), 3]))).Pixels,
        level => Assert.Equal(TestImage.Noise(130, 70, PixelFormat.Gray8).Pixels[(69 * 130) + 3], level));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Small_components_are_lowered_alike(int width, int height)
    {
        var plane = Smooth(width, height);
        var region = Masks.Disc(width, height).Extents;
        foreach (var rule in new[] { new ComponentRule(0.5f, 3), new ComponentRule(0.45f, 1), new ComponentRule(0.4f, 30), new ComponentRule(-1, 1000) })
            AssertSame(plane, (steps, response) => steps.LowerComponents(response, region, rule));
    }

    [Theory]
    [InlineData(90, 80, 40.0, 30)]
    [InlineData(91, 83, 40.0, 30)]
    [InlineData(64, 64, 32.0, 32)]
    [InlineData(90, 80, 40.0, 77)]
    [InlineData(300, 290, 25.0, 14)]
    public void Response_and_map_are_the_same_at_the_photographs_size(int width, int height, double radius, int workingRadius)
    {
        var mask = MaskOf(width, height, radius);
        var eye = WorkingEye.For(mask, workingRadius);
        var response = Smooth(eye.Width, eye.Height);
        var cleaned = Smooth(eye.Width, eye.Height, seed: 2);
        var (expected, expectedMap) = Finish(RetinaDevices.Cpu.Engine);
        var (actual, map) = Finish(ComparedGpu.Engine);
        Parity.AssertSame(expected, actual);
        Parity.AssertSame(expectedMap, map);
        Assert.Contains((byte)255, map.Pixels);

        (TestImage Response, TestImage Map) Finish(IRetinaEngine engine)
        {
            var first = engine.Upload(response.Pixels, eye.Width, eye.Height, response.Format);
            var second = engine.Upload(cleaned.Pixels, eye.Width, eye.Height, cleaned.Format);
            var planes = StepsOf(engine).Finish(first, second, eye, mask, 0.5f);
            first.Dispose();
            second.Dispose();
            return (Parity.Download(engine, planes.Response), Parity.Download(engine, planes.Map));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Light_and_contrast_are_evened_out_with_the_same_bytes(int width, int height)
    {
        var levels = TestImage.Noise(width, height, PixelFormat.Gray8);
        AssertSame(levels, (steps, plane) => steps.ToFloat(plane));
        AssertSame(levels, (steps, plane) =>
        {
            using var scope = new PlaneScope();
            var light = scope.Keep(steps.Coarse(scope.Keep(steps.ToFloat(plane)), 4, BlurTaps.For(2.3)));
            var darkness = scope.Keep(steps.Darkness(plane, light));
            return steps.Normalized(darkness, scope.Keep(steps.Coarse(scope.Keep(steps.Squared(darkness)), 4, BlurTaps.For(7))));
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Lines_are_summed_in_one_order(int width, int height)
    {
        var plane = TestImage.Noise(width, height, PixelFormat.Gray32Float);
        LineHalves[] lines = [new([new(-3, 2, 0.3f), new(0, 0, 0.25f)], [new(0, 0, 0.2f), new(3, -2, 0.25f)]), new([new(0, -5, 0.7f)], [new(0, 5, 0.3f)])];
        AssertSame(plane, (steps, source) => steps.RectifiedSum([source, source], [0.3f, 1.7f]));
        AssertSame(plane, (steps, source) => steps.LineMaximum([source, source], lines, 0.8f, 0.4f));
        AssertSame(plane, (steps, source) => steps.Less(source, source, 0.45f));
        AssertSame(plane, (steps, source) => steps.Closed(source));
        AssertSame(plane, (steps, source) => steps.Divided(source, 0.7f));
        AssertSame(plane, (steps, source) => steps.Probability(source, 2));
        AssertSame(plane, (steps, source) => steps.Larger(source, source));
        var levels = TestImage.Noise(width, height, PixelFormat.Gray8);
        AssertSame(levels, (steps, source) =>
        {
            using var scope = new PlaneScope();
            return steps.Blend(scope.Keep(steps.ToFloat(source)), 0.37f, source, 0.2f);
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Means_and_matched_responses_are_the_same(int width, int height)
    {
        var region = Masks.Ragged(width, height);
        var plane = TestImage.Noise(width, height, PixelFormat.Gray32Float);
        AssertSame(plane, (steps, source) => steps.BoxMean(source, 31));
        AssertSame(plane, (steps, source) => steps.BoxMean(source, 5));
        AssertSame(plane, (steps, source) => steps.MatchedResponse(source, source, region, new MatchedThreshold(-100, 1 / 400f, 20)));
        Assert.Equal(Measure(RetinaDevices.Cpu.Engine, plane, region), Measure(ComparedGpu.Engine, plane, region));
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(VesselMapMethod.MfFdog, 260, 200)]
    [InlineData(VesselMapMethod.MfFdog, 640, 600)]
    [InlineData(VesselMapMethod.Multiscale, 260, 200)]
    public void The_same_vessels_are_found_to_the_bit(VesselMapMethod method, int width, int height)
    {
        var photograph = TestImage.Photograph(width, height);
        var mask = RetinaDevices.Cpu.Engine.FindEye(RetinaDevices.Cpu.Engine.Upload(photograph.Pixels, width, height, PixelFormat.Bgr24), new EyeMaskOptions())!;
        var (expectedResponse, expectedMap) = Map(RetinaDevices.Cpu.Engine, photograph, mask, method);
        var (response, map) = Map(ComparedGpu.Engine, photograph, mask, method);
        Parity.AssertSame(expectedResponse, response);
        Parity.AssertSame(expectedMap, map);
        Assert.Contains((byte)255, map.Pixels);
    }

    private static (TestImage Response, TestImage Map) Map(IRetinaEngine engine, TestImage photograph, EyeMask mask, VesselMapMethod method)
    {
        var image = engine.Upload(photograph.Pixels, photograph.Width, photograph.Height, photograph.Format);
        var planes = engine.MapVessels(image, mask, method);
        image.Dispose();
        return (Parity.Download(engine, planes.Response), Parity.Download(engine, planes.Map));
    }

    private static PlaneStatistics Measure(IRetinaEngine engine, TestImage image, RowExtents region)
    {
        var plane = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        var statistics = StepsOf(engine).Measure(plane, region);
        plane.Dispose();
        return statistics;
    }

    private static EyeMask MaskOf(int width, int height, double radius)
    {
        var circle = new EyeCircle((width * 0.5) + 1.3, (height * 0.5) - 0.8, radius);
        return new EyeMask(
            RowExtents.FromDisc(width, height, circle, new PixelRectangle(0, 0, width, height)), circle, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
    }

    /// <summary>A response of 0 to 1 in which neighbours are alike, so that there are components of many sizes.</summary>
    private static TestImage Smooth(int width, int height, int seed = 1)
    {
        var noise = MemoryMarshal.Cast<byte, float>(TestImage.Noise(width + 1, height + 1, PixelFormat.Gray32Float, seed).Pixels.AsSpan());
        var pixels = new byte[4 * width * height];
        var values = MemoryMarshal.Cast<byte, float>(pixels.AsSpan());
        for (int i = 0; i < values.Length; i++)
        {
            int at = (i / width * (width + 1)) + (i % width);
            values[i] = ((noise[at] + noise[at + 1] + noise[at + width + 1] + noise[at + width + 2]) / 1600) + 0.25f;
        }

        return new TestImage(width, height, PixelFormat.Gray32Float, pixels);
    }

    private static IVesselSteps StepsOf(IRetinaEngine engine) =>
        engine is CpuEngine cpu ? cpu.VesselSteps : ((Engines.Cuda.CudaEngine)engine).VesselSteps;

    private static TestImage Run(IRetinaEngine engine, TestImage image, Func<IVesselSteps, ImageBuffer, ImageBuffer> step) =>
        Parity.Run(engine, image, (_, plane) => step(StepsOf(engine), plane));

    private static void AssertSame(TestImage image, Func<IVesselSteps, ImageBuffer, ImageBuffer> step) =>
        Parity.AssertSame(Run(RetinaDevices.Cpu.Engine, image, step), Run(ComparedGpu.Engine, image, step));
}
