using RetinaPS.Devices;
using RetinaPS.Engines.Cpu;
using RetinaPS.Engines.Cuda;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Planes, crops, masks and the working image have the processor's bytes.</summary>
public sealed class ConvertParityTests
{
    public static TheoryData<int, int> Sizes => [.. TestImage.Sizes];

    public static TheoryData<int, int, PixelFormat> Images =>
        [.. TestImage.Sizes.SelectMany(size => Enum.GetValues<PixelFormat>(), (size, format) => (size.Width, size.Height, format))];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_channel_is_taken_out_as_it_is_and_inverted(int width, int height)
    {
        var image = TestImage.Noise(width, height, PixelFormat.Bgr24);
        foreach (var channel in Enum.GetValues<ImageChannel>())
        {
            foreach (bool invert in new[] { false, true })
                Parity.AssertSame(image, (engine, source) => engine.ExtractChannel(source, channel, invert));
        }

        Parity.AssertSame(image, (engine, source) => engine.ToGray(source));
        Parity.AssertSame(TestImage.Noise(width, height, PixelFormat.Gray8), (engine, source) => engine.ExtractChannel(source, ImageChannel.Gray, true));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void A_crop_is_black_where_it_leaves_the_image(int width, int height, PixelFormat format)
    {
        var image = TestImage.Noise(width, height, format);
        var random = new Random(width * height);
        PixelRectangle[] areas =
        [
            new(0, 0, width, height), new(-3, -2, width + 7, height + 5), new(width, height, 4, 4), new(-width - 20, 0, 5, height),
            .. Enumerable.Range(0, 4).Select(_ => new PixelRectangle(
                random.Next(-20, width), random.Next(-20, height), random.Next(1, width + 30), random.Next(1, height + 30))),
        ];
        foreach (var area in areas)
            Parity.AssertSame(image, (engine, source) => engine.Crop(source, area));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void A_mask_leaves_the_pixels_of_its_rows(int width, int height, PixelFormat format)
    {
        var random = new Random(width + height);
        int[] first = [.. Enumerable.Range(0, height).Select(y => random.Next(width))];
        int[] last = [.. first.Select(from => random.Next(4) == 0 ? -1 : random.Next(from, width))];
        var mask = RowExtents.FromArrays(width, first, last);
        Parity.AssertSame(TestImage.Noise(width, height, format), (engine, source) => engine.ApplyMask(source, mask));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_grey_image_in_colour_has_three_equal_channels(int width, int height)
    {
        var gray = TestImage.Noise(width, height, PixelFormat.Gray8);
        var expected = new TestImage(width, height, PixelFormat.Bgr24, [.. gray.Pixels.SelectMany(level => new[] { level, level, level })]);
        Parity.AssertSame(expected, Launch(gray, PixelFormat.Bgr24, width, height, (source, target) =>
            new ConvertKernels(ComparedGpu.Kernels).ToColor(ComparedGpu.Stream, source, target)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(85)]
    [InlineData(86)]
    [InlineData(300)]
    public void Blocks_are_averaged_whatever_is_left_of_them_at_the_edges(int factor)
    {
        foreach (var (width, height) in TestImage.Sizes)
        {
            foreach (var format in new[] { PixelFormat.Gray8, PixelFormat.Bgr24 })
            {
                var image = TestImage.Noise(width, height, format);
                var expected = Parity.Run(RetinaDevices.Cpu.Engine, image, (_, source) =>
                    new CpuBuffer(RetinaDevices.Cpu, BlockAverage.Shrink((CpuBuffer)source, factor)));
                Parity.AssertSame(expected, Launch(image, format, expected.Width, expected.Height, (source, target) =>
                    new ConvertKernels(ComparedGpu.Kernels).BlockAverage(ComparedGpu.Stream, source, target, factor)));
            }
        }
    }

    private static TestImage Launch(TestImage image, PixelFormat format, int width, int height, Action<CudaBuffer, CudaBuffer> launch) =>
        Parity.Run(ComparedGpu.Engine, image, (_, source) =>
        {
            var target = CudaBuffer.Allocate(ComparedGpu.Device, ComparedGpu.Kernels.Device, width, height, format);
            launch((CudaBuffer)source, target);
            return target;
        });
}
