using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class GetEyeMaskTests : CmdletTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Auto_finds_the_eye_where_it_is(ulong seed)
    {
        var photograph = Photographs.Create(seed, 480, 360);
        Shell.Set("image", Photographs.Color(photograph.Bgr, 480, 360));
        var mask = Run("$image | Get-EyeMask").Succeeded().Single<EyeMask>();
        Assert.InRange(mask.IntersectionOverUnion(photograph.EyeMask), 0.985, 1);
        Assert.Equal((EyeMaskMethod.Disc, EyeMaskStatus.Found), (mask.Method, mask.Status));
        Assert.InRange(mask.Confidence, 0.5, 1);
        Assert.Null(mask.Reason);
    }

    [Fact]
    public void The_masks_facts_agree_with_its_pixels()
    {
        using var image = Give("image", name: "eye");
        var mask = Run("$image | Get-EyeMask").Succeeded().Single<EyeMask>();
        byte[] pixels = mask.ToPixels();
        long inside = pixels.Count(p => p == 255);
        Assert.Equal((image.Width, image.Height, "eye", inside), (mask.Width, mask.Height, mask.Name, mask.PixelCount));
        Assert.Equal((double)inside / pixels.Length, mask.AreaRatio, 12);
        Assert.All(mask.Hull, p => Assert.True(mask.Contains(p.X, p.Y)));
        Assert.False(mask.Contains(0, 0));
        Assert.Equal(image.Width / 2.0, mask.Circle.CenterX, 2.0);
        Assert.Equal(image.Height / 2.0 * 0.9, mask.Circle.Radius, 2.0);
    }

    [Fact]
    public void Canny_is_the_hull_of_all_edges_and_does_not_judge_itself()
    {
        // A white square on black: its edges lie on its border.
        byte[] levels = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i % 64 is >= 16 and < 48 && i / 64 is >= 20 and < 44 ? 200 : 0))];
        Shell.Set("image", Photographs.Gray(levels, 64, 64));
        var mask = Run("$image | Get-EyeMask -Method Canny").Succeeded().Single<EyeMask>();
        Assert.Equal((EyeMaskMethod.Canny, EyeMaskStatus.NotAssessed, double.NaN), (mask.Method, mask.Status, mask.Confidence));
        Assert.InRange(mask.BoundingBox.X, 15, 16);
        Assert.InRange(mask.BoundingBox.Y, 19, 20);
        Assert.InRange(mask.BoundingBox.Width, 32, 34);
        Assert.InRange(mask.BoundingBox.Height, 24, 26);
    }

    [Fact]
    public void Cannys_threshold_decides_what_an_edge_is()
    {
        byte[] levels = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i % 64 < 32 ? 10 : 30))];
        Shell.Set("image", Photographs.Gray(levels, 64, 64));
        Run("$image | Get-EyeMask -Method Canny -Threshold 4").Succeeded();
        Assert.Equal(["RetinaPS.EyeNotFound"], Run("$image | Get-EyeMask -Method Canny -Threshold 900").ErrorIds);
    }

    [Fact]
    public void FullFrame_is_every_pixel()
    {
        using var image = Give("image");
        var mask = Run("$image | Get-EyeMask -Method FullFrame").Succeeded().Single<EyeMask>();
        Assert.Equal((1.0, EyeMaskMethod.FullFrame, EyeMaskStatus.NotAssessed), (mask.AreaRatio, mask.Method, mask.Status));
    }

    [Theory]
    [InlineData("Auto", 0)]
    [InlineData("Auto", 255)]
    [InlineData("Canny", 0)]
    [InlineData("Canny", 128)]
    public void A_blank_picture_is_an_error_that_names_it_and_the_others_are_searched(string method, byte level)
    {
        Shell.Set("blank", Photographs.Plain(160, 120, level, name: "blank"));
        using var good = Give("good", name: "good");
        var result = Run($"$blank, $good | Get-EyeMask -Method {method}");
        Assert.Equal(["good"], result.As<EyeMask>().Select(mask => mask.Name));
        Assert.Equal(["RetinaPS.EyeNotFound"], result.ErrorIds);
        Assert.Equal("blank", result.Errors[0].TargetObject);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 5)]
    [InlineData(1000, 3)]
    public void A_picture_of_any_size_is_an_eye_or_a_proper_error(int width, int height)
    {
        Shell.Set("image", Photographs.Color([.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i * 37))], width, height));
        foreach (string options in (string[])["-Method Auto", "-Method Canny", "-Method FullFrame", "-Method Canny -WorkingSize 16", "-Method Auto -WorkingSize 16"])
        {
            var result = Run("$image | Get-EyeMask " + options);
            if (result.Output.Length == 1)
                Assert.Equal((width, height), (result.Single<EyeMask>().Width, result.Single<EyeMask>().Height));
            else
                Assert.Equal(["RetinaPS.EyeNotFound"], result.ErrorIds);
        }
    }

    [Fact]
    public void A_doubtful_mask_comes_with_a_warning_that_names_the_photograph_and_the_reason()
    {
        // Among hard eyes some are doubtful; what is asked here is that each of those says so, and no other does.
        int doubtful = 0;
        foreach (ulong seed in Enumerable.Range(1, 20).Select(i => (ulong)i))
        {
            var photograph = SyntheticFundus.Create(new SyntheticFundusOptions { Seed = seed, Width = 160, Height = 120, Exposure = 0.05, NoiseSigma = 6, FillFrame = false });
            Shell.Set("image", Photographs.Color(photograph.Bgr, 160, 120, name: $"hard-{seed}"));
            var result = Run("$image | Get-EyeMask");
            if (result.Output.Length == 0)
            {
                Assert.Equal(["RetinaPS.EyeNotFound"], result.ErrorIds);
                continue;
            }

            var mask = result.Single<EyeMask>();
            Assert.Equal(mask.Status == EyeMaskStatus.LowConfidence, result.Warnings.Length == 1);
            if (mask.Status != EyeMaskStatus.LowConfidence)
                continue;
            doubtful++;
            Assert.Contains($"hard-{seed}", result.Warnings[0], StringComparison.Ordinal);
            Assert.NotNull(mask.Reason);
            Assert.Contains(mask.Reason, result.Warnings[0], StringComparison.Ordinal);
        }

        Assert.NotEqual(0, doubtful);
    }

    [Fact]
    public void PassThru_gives_the_photograph_with_its_mask_and_without_copying_pixels()
    {
        using var image = Give("image");
        using var masked = Run("$image | Get-EyeMask -PassThru").Succeeded().Single<RetinaImage>();
        Assert.Equal(((CpuBuffer)image.Buffer).Mat.Data, ((CpuBuffer)masked.Buffer).Mat.Data);
        Assert.NotNull(masked.Mask);
        Assert.Null(image.Mask);
    }

    [Fact]
    public void The_working_size_changes_where_it_looks_and_not_the_size_of_the_mask()
    {
        using var image = Photographs.Image(seed: 2, width: 640, height: 480);
        Shell.Set("image", image);
        var truth = Photographs.Create(2, 640, 480).EyeMask;
        foreach (int size in (int[])[0, 160, 320, 100_000])
            Assert.InRange(Run($"$image | Get-EyeMask -WorkingSize {size}").Succeeded().Single<EyeMask>().IntersectionOverUnion(truth), 0.98, 1);
    }
}
