using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ResizeRetinaImageTests : CmdletTest
{
    [Theory]
    [InlineData(200, 160, 100, 100, 80)]
    [InlineData(160, 200, 100, 80, 100)]
    [InlineData(200, 2, 20, 20, 1)]
    [InlineData(300, 200, 100, 100, 67)]
    public void The_longer_side_becomes_the_size_and_the_proportion_stays(int width, int height, int size, int newWidth, int newHeight)
    {
        Shell.Set("image", Photographs.Plain(width, height, level: 90));
        var result = Run($"$image | Resize-RetinaImage -Size {size}").Succeeded().Single<RetinaImage>();
        Assert.Equal((newWidth, newHeight), (result.Width, result.Height));
    }

    [Fact]
    public void Each_new_pixel_is_the_mean_of_the_area_it_covers()
    {
        Shell.Set("image", Photographs.Gray([0, 10, 100, 110, 20, 30, 120, 130], 4, 2));
        Assert.Equal([15, 115], Run("$image | Resize-RetinaImage -Size 2").Succeeded().Single<RetinaImage>().CopyPixels());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(5000)]
    public void Nothing_is_enlarged(int size)
    {
        using var image = Give("image");
        var result = Run($"$image | Resize-RetinaImage -Size {size}").Succeeded().Single<RetinaImage>();
        Assert.NotSame(image, result);
        Assert.Equal(image.CopyPixels(), result.CopyPixels());
    }

    [Fact]
    public void The_mask_follows()
    {
        var photograph = Photographs.Create(seed: 5);
        Shell.Set("image", Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, mask: photograph.EyeMask));
        var mask = Run("$image | Resize-RetinaImage -Size 75").Succeeded().Single<RetinaImage>().Mask!;
        Assert.Equal((75, 60), (mask.Width, mask.Height));
        Assert.Equal(photograph.EyeMask.AreaRatio, mask.AreaRatio, 0.01);
        Assert.Same(photograph.EyeMask, Run("$image | Resize-RetinaImage -Size 5000").Succeeded().Single<RetinaImage>().Mask);
    }
}
