using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Imaging.Filters;
using RetinaPS.Imaging.Synthetic;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>The library as a C# program uses it: what it does is what cmdlets do, which are tested in full.</summary>
public sealed class LibraryOperationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_photograph_is_loaded_enhanced_and_saved()
    {
        using var sample = SyntheticFundusSample.Create(new SyntheticFundusOptions { Width = 320, Height = 240, Seed = 5 }, RetinaDevices.Cpu);
        string file = folder["in", "eye.png"], result = folder["out", "eye.png"];
        sample.Image.Save(file);
        using var photograph = RetinaImage.Load(file, RetinaDevices.Find("Cpu"));
        using var eye = photograph.FindEye();
        using var matched = eye.MatchColors(Photographs.Reference());
        using var enhanced = matched.Clahe(new ClaheOptions(TilesX: 4, TilesY: 4));
        using var black = enhanced.ApplyMask();
        using var small = black.Resize(100);
        using var half = black.PyramidDown();
        small.Save(result);
        Assert.Equal((file, "eye", sample.Image.Width), (photograph.Path, photograph.Name, photograph.Width));
        Assert.Equal(sample.Image.CopyPixels(), photograph.CopyPixels());
        Assert.InRange(eye.Mask!.IntersectionOverUnion(sample.EyeMask), 0.95, 1);
        Assert.Equal((100, 75, 160), (small.Mask!.Width, small.Height, half.Mask!.Width));
        Assert.Equal(small.CopyPixels(), Photographs.Pixels(result));
        using var picture = eye.Mask.ToImage();
        Assert.Equal(1, eye.Mask.IntersectionOverUnion(picture));
    }

    [Fact]
    public void Vessels_and_filter_responses_are_those_of_the_image_and_its_mask()
    {
        using var photograph = Photographs.Image(seed: 3);
        using var eye = photograph.FindEye();
        using var vessels = eye.FindVessels(VesselMapMethod.MfFdog);
        var bank = FilterBank.Create(new FilterBankOptions { Sigma = [1, 2], Length = [7], Orientations = 4, Rotation = FilterRotation.Analytic });
        using var response = eye.Filter(bank.Normalize(FilterNormalization.Contrast), invert: true, response: FilterResponse.Float);
        using var indexed = eye.FilterWithIndex(new FilterBank(FilterKernel.FromArray(new float[,] { { -1, 2, -1 } }), bank.Kernels[0]));
        Assert.Equal((eye.Mask, VesselMapMethod.MfFdog), (vessels.Mask, vessels.Method));
        Assert.Equal((8, PixelFormat.Gray32Float, eye.Mask), (bank.Kernels.Count, response.Format, response.Mask));
        Assert.All(indexed.Index.CopyPixels(), number => Assert.InRange(number, 0, 1));
    }

    [Fact]
    public void A_reference_is_learnt_saved_and_loaded()
    {
        using RetinaImage one = Photographs.Image(1), two = Photographs.Image(2);
        var learnt = ColorReference.Learn([one, two], "both");
        learnt.Save(folder["both.json"]);
        var loaded = ColorReference.Load(folder["both.json"]);
        Assert.Equal(("both", 2), (loaded.Name, loaded.Sources.Count));
        Assert.Equal(learnt.Tables, loaded.Tables);
        Assert.Equal(RetinaErrorId.DestinationExists, Assert.Throws<RetinaException>(() => learnt.Save(folder["both.json"])).ErrorId);
        learnt.Save(folder["both.json"], overwrite: true);
    }

    [Fact]
    public void A_file_that_exists_is_kept_and_an_unknown_extension_is_refused()
    {
        using var image = Photographs.Image(1);
        image.Save(folder["a.png"]);
        Assert.Equal(RetinaErrorId.DestinationExists, Assert.Throws<RetinaException>(() => image.Save(folder["a.png"])).ErrorId);
        Assert.Equal(RetinaErrorId.InvalidArgument, Assert.Throws<RetinaException>(() => image.Save(folder["a.gif"])).ErrorId);
        image.Save(folder["a.gif"], ImageFileFormat.Png);
        image.Save(folder["a.png"], overwrite: true);
        Assert.Equal(RetinaErrorId.ImageTooLarge, Assert.Throws<RetinaException>(() => RetinaImage.Load(folder["a.png"], maximumMegapixels: 0.001)).ErrorId);
    }

    [Fact]
    public void Options_outside_of_their_ranges_are_refused()
    {
        using var image = Photographs.Image(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Clahe(new ClaheOptions(ClipLimit: double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Clahe(new ClaheOptions(TilesY: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Clahe(new ClaheOptions(Channel: ImageChannel.Gray)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.PyramidDown(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Save(folder["a.jpg"], quality: 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EyeMaskOptions(EyeMaskMethod.Disc));
        Assert.Throws<ArgumentOutOfRangeException>(() => FilterBank.Create(new FilterBankOptions { Orientations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColorReference.Learn([]));
        Assert.Throws<ArgumentException>(() => FilterKernel.FromArray(new float[,] { { float.NaN } }));
    }
}
