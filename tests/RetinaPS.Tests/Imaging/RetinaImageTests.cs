using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Imaging;

public sealed class RetinaImageTests : CmdletTest
{
    [Fact]
    public void Facts_stay_readable_after_disposal()
    {
        var mask = EyeMask.FullFrame(Photographs.Width, Photographs.Height);
        var image = Photographs.Image(seed: 1, name: "eye", mask: mask);
        image.Dispose();
        Assert.True(image.IsDisposed);
        Assert.Equal(
            ("eye", Photographs.Width, Photographs.Height, PixelFormat.Bgr24, "Cpu", 3L * Photographs.Width * Photographs.Height),
            (image.Name, image.Width, image.Height, image.Format, image.Device.Id, image.ByteCount));
        Assert.Same(mask, image.Mask);
        Assert.Equal($"eye {Photographs.Width}x{Photographs.Height} Bgr24", image.ToString());
    }

    [Fact]
    public void The_pixels_of_a_disposed_image_cannot_be_copied()
    {
        var image = Photographs.Image(seed: 1);
        image.Dispose();
        Assert.Throws<ObjectDisposedException>(() => image.CopyPixels());
    }

    [Fact]
    public void Disposing_twice_is_disposing_once()
    {
        using var image = Photographs.Image(seed: 1);
        using var other = image.WithMask(null);
        other.Dispose();
        other.Dispose();
        Assert.Equal(Photographs.Create(seed: 1).Bgr, image.CopyPixels());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_that_share_pixels_do_not_depend_on_each_others_disposal(bool inputFirst)
    {
        var input = Give("image");
        var output = Run("$image | Get-EyeMask -Method FullFrame -PassThru").Succeeded().Single<RetinaImage>();
        (inputFirst ? input : output).Dispose();
        var left = inputFirst ? output : input;
        Assert.Equal(Photographs.Create(seed: 1).Bgr, left.CopyPixels());
        left.Dispose();
    }

    [Fact]
    public void The_last_of_the_images_that_share_pixels_frees_them()
    {
        var first = Photographs.Image(seed: 1);
        var second = first.WithMask(null);
        var (buffer, other) = (first.Buffer, second.Buffer);
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Share());
        other.Share().Dispose();
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Share());
    }

    [Fact]
    public void A_buffer_that_is_disposed_twice_gives_up_its_own_share_alone()
    {
        using var image = Photographs.Image(seed: 1);
        var shared = image.Buffer.Share();
        shared.Dispose();
        shared.Dispose();
        Assert.Equal(Photographs.Create(seed: 1).Bgr, image.CopyPixels());
    }

    [Fact]
    public void A_mask_of_another_size_is_refused()
    {
        var mask = EyeMask.FullFrame(10, 10);
        Assert.Equal(RetinaErrorId.SizeMismatch, Assert.Throws<RetinaException>(() => Photographs.Image(seed: 1, mask: mask)).ErrorId);
    }

    [Fact]
    public void Copied_pixels_are_a_copy()
    {
        using var image = Photographs.Image(seed: 1);
        Array.Clear(image.CopyPixels());
        Assert.Equal(Photographs.Create(seed: 1).Bgr, image.CopyPixels());
    }
}
