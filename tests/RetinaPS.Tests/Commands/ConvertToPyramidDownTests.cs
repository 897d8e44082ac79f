using OpenCvSharp;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ConvertToPyramidDownTests : CmdletTest
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Each_level_is_OpenCVs_with_the_originals_blur_on_request(int levels, bool blur)
    {
        using var image = Give("image");
        using var expected = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.CopyPixels()).Clone();
        for (int level = 0; level < levels; level++)
        {
            using var source = expected.Clone();
            Cv2.PyrDown(source, expected);
            if (blur)
                Cv2.GaussianBlur(expected, expected, new Size(7, 7), 30);
        }

        var result = Run($"$image | ConvertTo-PyramidDown -Levels {levels} -Blur:${blur}").Succeeded().Single<RetinaImage>();
        Assert.Equal((expected.Width, expected.Height), (result.Width, result.Height));
        Assert.True(expected.GetArray(out Vec3b[] pixels));
        Assert.Equal(pixels.SelectMany(p => new[] { p.Item0, p.Item1, p.Item2 }), result.CopyPixels());
    }

    [Theory]
    [InlineData(1, 1, 16, 1, 1)]
    [InlineData(15, 17, 1, 8, 9)]
    [InlineData(100, 3, 4, 7, 1)]
    public void Odd_sizes_are_rounded_up(int width, int height, int levels, int newWidth, int newHeight)
    {
        Shell.Set("image", Photographs.Plain(width, height, level: 90));
        var result = Run($"$image | ConvertTo-PyramidDown -Levels {levels}").Succeeded().Single<RetinaImage>();
        Assert.Equal((newWidth, newHeight), (result.Width, result.Height));
        Assert.All(result.CopyPixels(), level => Assert.Equal(90, level));
    }

    [Fact]
    public void The_mask_is_shrunk_along()
    {
        var photograph = Photographs.Create(seed: 5);
        Shell.Set("image", Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, mask: photograph.EyeMask));
        var mask = Run("$image | ConvertTo-PyramidDown").Succeeded().Single<RetinaImage>().Mask;
        Assert.Equal((Photographs.Width / 2, Photographs.Height / 2), (mask!.Width, mask.Height));
        Assert.Equal(photograph.EyeMask.AreaRatio, mask.AreaRatio, 0.01);
        Assert.Equal(photograph.EyeMask.Circle.Radius / 2, mask.Circle.Radius, 0.5);
    }
}
