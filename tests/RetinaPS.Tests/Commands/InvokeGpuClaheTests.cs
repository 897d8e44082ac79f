using OpenCvSharp;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class InvokeGpuClaheTests : CmdletTest
{
    private readonly byte[] bgr = Photographs.Create(seed: 6).Bgr;

    [Theory]
    [InlineData("", 4, 16, 16)]
    [InlineData("-ClipLimit 2 -TileGrid 8,8", 2, 8, 8)]
    [InlineData("-ClipLimit 2.5 -TileGrid 5,3", 2.5, 5, 3)]
    [InlineData("-TileGrid 7", 4, 7, 7)]
    [InlineData("-ClipLimit 0", 0, 16, 16)]
    public void A_grey_image_is_equalized_as_by_OpenCV(string options, double clipLimit, int across, int down)
    {
        byte[] levels = [.. bgr.Where((_, i) => i % 3 == 1)];
        Shell.Set("image", Photographs.Gray(levels, Photographs.Width, Photographs.Height));
        var result = Run($"$image | Invoke-GpuClahe {options}").Succeeded().Single<RetinaImage>();
        Assert.Equal(Equalize(levels, clipLimit, across, down), result.CopyPixels());
        Assert.Equal(PixelFormat.Gray8, result.Format);
    }

    [Theory]
    [InlineData("Blue", 0)]
    [InlineData("Green", 1)]
    [InlineData("Red", 2)]
    public void One_colour_channel_is_changed_and_the_others_stay(string channel, int index)
    {
        using var image = Give("image", seed: 6);
        byte[] result = Run($"$image | Invoke-GpuClahe -Channel {channel}").Succeeded().Single<RetinaImage>().CopyPixels();
        Assert.Equal(Equalize(Plane(bgr, index), 4, 16, 16), Plane(result, index));
        Assert.All(new[] { 0, 1, 2 }.Where(c => c != index), c => Assert.Equal(Plane(bgr, c), Plane(result, c)));
    }

    [Fact]
    public void By_default_the_value_changes_and_the_hue_does_not()
    {
        using var image = Give("image", seed: 6);
        byte[] result = Run("$image | Invoke-GpuClahe").Succeeded().Single<RetinaImage>().CopyPixels();
        byte[] value = [.. bgr.Chunk(3).Select(pixel => pixel.Max())];
        Assert.Equal(Equalize(value, 4, 16, 16), result.Chunk(3).Select(pixel => pixel.Max()));
        Assert.Equal(bgr.Chunk(3).Count(p => p[2] >= p[1] && p[1] >= p[0]), result.Chunk(3).Count(p => p[2] >= p[1] && p[1] >= p[0]), tolerance: bgr.Length / 300);
    }

    [Fact]
    public void The_mask_comes_along()
    {
        var mask = EyeMask.FullFrame(Photographs.Width, Photographs.Height);
        Give("image", mask: mask);
        Assert.Same(mask, Run("$image | Invoke-GpuClahe").Succeeded().Single<RetinaImage>().Mask);
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(3, 2, "-TileGrid 16")]
    [InlineData(3, 2, "-TileGrid 1024")]
    public void An_image_smaller_than_the_grid_is_taken(int width, int height, string options)
    {
        Shell.Set("image", Photographs.Plain(width, height, 50));
        Assert.Equal((width, height), Run($"$image | Invoke-GpuClahe {options}").Succeeded().As<RetinaImage>().Select(i => (i.Width, i.Height)).Single());
    }

    private static byte[] Plane(byte[] pixels, int channel) => [.. pixels.Where((_, i) => i % 3 == channel)];

    private static byte[] Equalize(byte[] levels, double clipLimit, int across, int down)
    {
        using var source = Mat.FromPixelData(Photographs.Height, Photographs.Width, MatType.CV_8UC1, levels);
        using var clahe = Cv2.CreateCLAHE(clipLimit, new Size(across, down));
        using var result = new Mat();
        clahe.Apply(source, result);
        Assert.True(result.GetArray(out byte[] equalized));
        return equalized;
    }
}
