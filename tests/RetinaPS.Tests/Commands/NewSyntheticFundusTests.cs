using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class NewSyntheticFundusTests : CmdletTest
{
    [Fact]
    public void Seeds_from_the_pipeline_give_one_sample_each()
    {
        var samples = Run("1..3 | New-SyntheticFundus -Width 120 -Height 90").Succeeded().As<SyntheticFundusSample>();
        Assert.Equal(["synthetic-1", "synthetic-2", "synthetic-3"], samples.Select(sample => sample.Name));
        Assert.Equal([1ul, 2, 3], samples.Select(sample => sample.Options.Seed));
        Assert.Equal(3, samples.Select(sample => Convert.ToHexString(sample.Image.CopyPixels())).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_sample()
    {
        var samples = Run("7, 7 | New-SyntheticFundus -Width 120 -Height 90").Succeeded().As<SyntheticFundusSample>();
        Assert.Equal(samples[0].Image.CopyPixels(), samples[1].Image.CopyPixels());
        Assert.Equal(samples[0].VesselMap.CopyPixels(), samples[1].VesselMap.CopyPixels());
    }

    [Fact]
    public void The_truth_comes_with_the_photograph()
    {
        var sample = Run("New-SyntheticFundus 5 -Width 240 -Height 180").Succeeded().Single<SyntheticFundusSample>();
        Assert.Equal((240, 180, PixelFormat.Bgr24), (sample.Image.Width, sample.Image.Height, sample.Image.Format));
        Assert.Equal((240, 180, PixelFormat.Gray8), (sample.VesselMap.Width, sample.VesselMap.Height, sample.VesselMap.Format));
        Assert.Equal((240, 180), (sample.EyeMask.Width, sample.EyeMask.Height));
        Assert.Null(sample.Image.Mask);
        byte[] vessels = sample.VesselMap.CopyPixels(), eye = sample.EyeMask.ToPixels();
        Assert.Equal<byte>([0, 255], vessels.Distinct().Order().ToArray());
        Assert.All(vessels.Zip(eye), pair => Assert.True(pair.First <= pair.Second));
    }

    [Fact]
    public void Its_image_goes_down_the_pipeline()
    {
        Run("1..2 | New-SyntheticFundus -Width 120 -Height 90 | ForEach-Object Image | Export-RetinaImage out").Succeeded();
        Assert.Equal([Folder["out", "synthetic-1.jpg"], Folder["out", "synthetic-2.jpg"]], Folder.Files());
    }

    [Fact]
    public void Disposing_a_sample_frees_its_images()
    {
        var sample = Run("New-SyntheticFundus 5 -Width 60 -Height 40").Succeeded().Single<SyntheticFundusSample>();
        sample.Dispose();
        Assert.True(sample.Image.IsDisposed && sample.VesselMap.IsDisposed);
        Assert.Equal("synthetic-5", sample.Name);
    }

    [Fact]
    public void A_frame_that_no_array_holds_is_an_error() =>
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("New-SyntheticFundus -Width 32767 -Height 32767").ErrorIds);
}
