using System.Buffers;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>JPEG files that the GPU writes are the processor's, byte for byte.</summary>
public sealed class JpegEncodingTests
{
    private static readonly (int Width, int Height)[] Sizes =
        [(1, 1), (2, 3), (7, 9), (8, 8), (9, 16), (15, 17), (16, 16), (17, 15), (24, 40), (31, 33), (65, 24), (97, 71), (200, 121)];

    public static TheoryData<int> Qualities => [0, 1, 10, 50, 75, 90, 95, 99, 100];

    [Theory, MemberData(nameof(Qualities))]
    public void Colour_files_are_the_processors_bytes(int quality)
    {
        foreach (var (width, height) in Sizes)
        {
            AssertSame(TestImage.Noise(width, height, PixelFormat.Bgr24), quality);
            AssertSame(TestImage.Photograph(Math.Max(width, 15), Math.Max(height, 15)), quality);
        }
    }

    [Theory, MemberData(nameof(Qualities))]
    public void Grey_files_are_the_processors_bytes(int quality)
    {
        foreach (var (width, height) in Sizes)
            AssertSame(TestImage.Noise(width, height, PixelFormat.Gray8), quality);
        AssertSame(new TestImage(300, 20, PixelFormat.Gray8, [.. Enumerable.Range(0, 6000).Select(i => (byte)(i * 255 / 6000))]), quality);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(128)]
    public void Plain_images_are_the_processors_bytes(byte level)
    {
        AssertSame(new TestImage(50, 37, PixelFormat.Bgr24, [.. Enumerable.Repeat(level, 50 * 37 * 3)]), 95);
        AssertSame(new TestImage(50, 37, PixelFormat.Gray8, [.. Enumerable.Repeat(level, 50 * 37)]), 95);
    }

    [Fact]
    public void Images_of_sharp_edges_have_codes_of_every_length()
    {
        byte[] pixels = [.. Enumerable.Range(0, 96 * 96 * 3).Select(i => (byte)((((i / 3 / 96) ^ (i / 3 % 96)) & (1 << (i / 3 % 7))) != 0 ? 255 : 0))];
        foreach (int quality in (int[])[50, 95, 100])
            AssertSame(new TestImage(96, 96, PixelFormat.Bgr24, pixels), quality);
    }

    [Fact]
    public void Other_formats_are_the_processors_work()
    {
        foreach (var format in (ImageFileFormat[])[ImageFileFormat.Png, ImageFileFormat.Bmp, ImageFileFormat.Tiff])
            AssertSame(TestImage.Noise(37, 21, PixelFormat.Bgr24), 95, format);
    }

    [Fact]
    public void Each_file_is_coded_by_the_kernels()
    {
        using var gpu = new SoftGpu();
        foreach (int quality in (int[])[0, 50, 95, 100])
        {
            foreach (var format in (PixelFormat[])[PixelFormat.Bgr24, PixelFormat.Gray8])
                Encode(gpu.Engine, TestImage.Noise(40, 30, format), ImageFileFormat.Jpeg, quality);
        }

        Assert.Equal(8, gpu.Driver.Count("launch:jpeg_write_bits"));
    }

    [Fact]
    public void Only_coded_data_come_back()
    {
        using var gpu = new SoftGpu();
        var image = TestImage.Photograph(200, 121);
        var buffer = gpu.Engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        using var file = gpu.Engine.Encode(buffer, ImageFileFormat.Jpeg, 90);
        buffer.Dispose();
        Assert.Equal(1, gpu.Device.Downloads);
        Assert.InRange(gpu.Device.DownloadedBytes, 1, file.Bytes.Length);
    }

    [Fact]
    public void What_a_used_buffer_held_is_in_no_file()
    {
        byte[][] used = [.. Enumerable.Range(0, 8).Select(_ => ArrayPool<byte>.Shared.Rent(1 << 15))];
        foreach (byte[] buffer in used)
        {
            buffer.AsSpan().Fill(0xAB);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        AssertSame(TestImage.Photograph(200, 121), quality: 95);
    }

    private static void AssertSame(TestImage image, int quality, ImageFileFormat format = ImageFileFormat.Jpeg) => Assert.Equal(
        Encode(RetinaDevices.Cpu.Engine, image, format, quality), Encode(ComparedGpu.Engine, image, format, quality));

    private static byte[] Encode(IRetinaEngine engine, TestImage image, ImageFileFormat format, int quality)
    {
        var buffer = engine.Upload(image.Pixels, image.Width, image.Height, image.Format);
        try
        {
            using var file = engine.Encode(buffer, format, quality);
            return file.Bytes.ToArray();
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
