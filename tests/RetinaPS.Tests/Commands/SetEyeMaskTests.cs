using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class SetEyeMaskTests : CmdletTest
{
    [Fact]
    public void A_grey_or_float_image_is_masked_as_well()
    {
        Shell.Set("mask", new EyeMask(RowExtents.FromArrays(2, [0, 1], [0, 1]), default, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found));
        Shell.Set("image", Photographs.Gray([1, 2, 3, 4], 2, 2));
        Assert.Equal([1, 0, 0, 4], Run("$image | Set-EyeMask -Mask $mask").Succeeded().Single<RetinaImage>().CopyPixels());
        Run("$bank = New-MatchedFilterBank -Sigma 1 -Length 1 -Orientations 1; $response = $image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded();
        byte[] masked = Run("$response | Set-EyeMask -Mask $mask").Succeeded().Single<RetinaImage>().CopyPixels();
        Assert.All(masked[4..12], level => Assert.Equal(0, level));
    }

    [Fact]
    public void A_mask_of_another_size_is_an_error_that_says_what_to_do_and_the_others_are_masked()
    {
        using var image = Give("image", name: "eye");
        using var small = Photographs.Image(seed: 1, width: 100, height: 80, name: "small");
        Shell.Set("small", small);
        Shell.Set("mask", EyeMask.FullFrame(Photographs.Width, Photographs.Height));
        var result = Run("$small, $image | Set-EyeMask -Mask $mask");
        Assert.Equal(["eye"], result.As<RetinaImage>().Select(i => i.Name));
        Assert.Equal(["RetinaPS.SizeMismatch"], result.ErrorIds);
        Assert.Contains("'small' has 100 x 80", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Get-EyeMask", result.Errors[0].ToString(), StringComparison.Ordinal);
    }
}
