using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class NewColorReferenceTests : CmdletTest
{
    [Fact]
    public void One_photograph_gives_its_own_distribution_and_name()
    {
        Write("good.png");
        var reference = Run("New-ColorReference good.png").Succeeded().Single<ColorReference>();
        var histogram = Run("Get-ColorHistogram good.png").Succeeded().Single<ColorHistogram>();
        Assert.Equal(histogram.Channels.Select(c => c.Cumulative), [reference.Blue, reference.Green, reference.Red]);
        Assert.Equal(("good", histogram.PixelCount, false), (reference.Name, reference.PixelCount, reference.ExcludeSaturated));
        Assert.Equal(["good"], reference.Sources);
    }

    [Fact]
    public void Many_photographs_give_their_mean_in_which_each_weighs_the_same()
    {
        // A small dark and a large bright picture: half of the mean lies at each one's levels.
        Shell.Set("small", TwoLevels(4, 4, 10, 20));
        Shell.Set("large", TwoLevels(40, 40, 110, 120));
        var reference = Run("$small, $large | New-ColorReference -MaskMethod FullFrame").Succeeded().Single<ColorReference>();
        Assert.Equal([0, 64, 128, 191, 255], new[] { 9, 10, 20, 110, 120 }.Select(level => (int)reference.Green[level]));
        Assert.Equal(1616, reference.PixelCount);
        Assert.Equal(2, reference.Sources.Count);
    }

    [Fact]
    public void A_photograph_that_cannot_be_used_is_an_error_and_the_others_are_used()
    {
        Write("a.png", "b.png");
        Photographs.Write(Folder["constant.png"], Photographs.Plain(20, 20, 100));
        File.WriteAllText(Folder["broken.png"], "no picture");
        var result = Run("New-ColorReference a.png, constant.png, broken.png, b.png -MaskMethod FullFrame");
        Assert.Equal(["a", "b"], result.Single<ColorReference>().Sources);
        Assert.Equal(["RetinaPS.ConstantChannel", "RetinaPS.DecodeFailed"], result.ErrorIds);
    }

    [Fact]
    public void Nothing_usable_gives_no_reference_and_no_file()
    {
        var result = Run("New-ColorReference missing.png -Destination ref.json");
        Assert.Empty(result.Output);
        Assert.Equal(["RetinaPS.FileNotFound"], result.ErrorIds);
        Assert.Empty(Folder.Files());
    }

    [Fact]
    public void A_grey_image_has_no_colours()
    {
        Shell.Set("image", Photographs.Gray([.. Enumerable.Range(0, 64).Select(i => (byte)i)], 8, 8));
        Assert.Equal(["RetinaPS.UnsupportedFormat"], Run("$image | New-ColorReference -MaskMethod FullFrame").ErrorIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -ExcludeSaturated")]
    public void A_saved_reference_is_loaded_as_it_was(string options)
    {
        Write("a.png", "bb.png");
        var made = Run($"New-ColorReference a.png, bb.png -Name 'Étude 1' -Destination out/ref.json{options}").Succeeded().Single<ColorReference>();
        var loaded = ColorReferenceFile.Parse("ref.json", File.ReadAllBytes(Folder["out", "ref.json"]));
        Assert.Equal(("Étude 1", made.PixelCount, made.ExcludeSaturated), (loaded.Name, loaded.PixelCount, loaded.ExcludeSaturated));
        Assert.Equal(["a", "bb"], loaded.Sources);
        Assert.Equal(made.Tables, loaded.Tables);
    }

    private static RetinaImage TwoLevels(int width, int height, byte low, byte high) =>
        Photographs.Color([.. Enumerable.Range(0, width * height * 3).Select(i => i / 3 % 2 == 0 ? low : high)], width, height);
}
