using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class GetColorHistogramTests : CmdletTest
{
    [Fact]
    public void It_counts_each_channels_levels_inside_the_mask()
    {
        var photograph = Photographs.Create(seed: 4);
        Shell.Set("image", Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, "eye", photograph.EyeMask));
        var histogram = Run("$image | Get-ColorHistogram").Succeeded().Single<ColorHistogram>();
        byte[] inside = photograph.EyeMask.ToPixels();
        Assert.Equal(photograph.EyeMask.PixelCount, histogram.PixelCount);
        Assert.Equal(["Blue", "Green", "Red"], histogram.Channels.Select(c => c.Channel));
        for (int c = 0; c < 3; c++)
        {
            var counts = new long[256];
            for (int i = 0; i < inside.Length; i++)
                counts[photograph.Bgr[(3 * i) + c]] += inside[i] / 255;
            Assert.Equal(counts, histogram.Channels[c].Counts);
        }
    }

    [Fact]
    public void The_cumulative_distribution_rises_from_the_first_level_to_255()
    {
        // Levels 0, 64, 128 and 192, a quarter each: 63.75, 127.5, 191.25 and 255, rounded half away from zero.
        Shell.Set("image", Photographs.Gray([.. Enumerable.Range(0, 64).Select(i => (byte)(i / 16 * 64))], 8, 8));
        var channel = Run("$image | Get-ColorHistogram -MaskMethod FullFrame").Succeeded().Single<ColorHistogram>().Channels.Single();
        Assert.Equal("Gray", channel.Channel);
        Assert.Equal(
            Enumerable.Range(0, 256).Select(level => (byte)(level < 64 ? 64 : level < 128 ? 128 : level < 192 ? 191 : 255)),
            channel.Cumulative);
        Assert.Equal(96, channel.Mean);
    }

    [Fact]
    public void Saturated_pixels_can_be_left_out_of_the_distribution_and_are_still_counted()
    {
        Shell.Set("image", Photographs.Gray([.. Enumerable.Repeat<byte>(10, 48), .. Enumerable.Repeat<byte>(255, 16)], 8, 8));
        var channel = Run("$image | Get-ColorHistogram -MaskMethod FullFrame -ExcludeSaturated").Succeeded().Single<ColorHistogram>().Channels.Single();
        Assert.Equal(0.25, channel.SaturatedRatio);
        Assert.Equal(191, channel.Cumulative[255]);
    }

    [Fact]
    public void A_mask_without_pixels_is_an_error()
    {
        var nothing = new EyeMask(
            RowExtents.FromArrays(Photographs.Width, Fill(int.MaxValue), Fill(-1)), default, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
        Give("image", name: "eye", mask: nothing);
        Assert.Equal(["RetinaPS.EmptyMask"], Run("$image | Get-ColorHistogram").ErrorIds);

        static int[] Fill(int value) => [.. Enumerable.Repeat(value, Photographs.Height)];
    }
}
