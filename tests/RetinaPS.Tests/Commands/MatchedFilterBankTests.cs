using System.Runtime.InteropServices;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class MatchedFilterBankTests : CmdletTest
{
    [Fact]
    public void Without_options_the_bank_is_the_originals()
    {
        var bank = Run("New-MatchedFilterBank").Succeeded().Single<FilterBank>();
        Assert.Equal((FilterKind.Gaussian, 5.0, 15, 3.0, 12, FilterRotation.Warp), (bank.Kind, bank.Sigma, bank.Length, bank.Extent, bank.Orientations, bank.Rotation));
        Assert.All(bank.Kernels, kernel => Assert.Equal((30, 15), (kernel.Width, kernel.Height)));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 15.0), bank.Kernels.Select(kernel => kernel.Orientation));
    }

    [Theory]
    [InlineData("Gaussian", 1.5, 9, 7)]
    [InlineData("Gaussian", 5, 15, 12)]
    [InlineData("FirstDerivative", 1.5, 9, 7)]
    [InlineData("FirstDerivative", 5, 15, 12)]
    public void An_analytic_kernel_does_not_answer_to_an_even_background(string kind, double sigma, int length, int orientations)
    {
        var bank = Run($"New-MatchedFilterBank {kind} -Sigma {sigma} -Length {length} -Orientations {orientations} -Rotation Analytic").Succeeded().Single<FilterBank>();
        Assert.Equal(orientations, bank.Orientations);
        Assert.All(bank.Kernels, kernel => Assert.Equal(0, kernel.Sum, 6));
        Assert.All(bank.Kernels, kernel => Assert.NotEqual(0, kernel.Weights.Max()));
    }

    [Fact]
    public void The_upright_kernel_has_the_profile_of_its_kind()
    {
        var gaussian = Run("New-MatchedFilterBank Gaussian -Sigma 2 -Length 3 -Orientations 1 -Rotation Analytic").Succeeded().Single<FilterBank>().Kernels[0].ToArray();
        var derivative = Run("New-MatchedFilterBank FirstDerivative -Sigma 2 -Length 3 -Orientations 1 -Rotation Analytic").Succeeded().Single<FilterBank>().Kernels[0].ToArray();
        int middle = gaussian.GetLength(0) / 2;
        Assert.True(gaussian[middle, middle] > gaussian[middle, middle + 2]);
        Assert.Equal(gaussian[middle, middle - 2], gaussian[middle, middle + 2], 6);
        Assert.Equal(0, derivative[middle, middle], 6);
        Assert.Equal(-derivative[middle, middle - 2], derivative[middle, middle + 2], 6);
    }

    [Fact]
    public void A_kernel_less_than_a_pixel_wide_is_an_error() =>
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("New-MatchedFilterBank -Sigma 0.2 -Extent 0.5").ErrorIds);

    [Fact]
    public void The_response_is_the_largest_of_all_kernels_at_each_pixel()
    {
        using var image = Give("image");
        Run("$bank = New-MatchedFilterBank -Sigma 2 -Length 7 -Orientations 3 -Rotation Analytic").Succeeded();
        var bank = Run("$bank").Single<FilterBank>();
        float[] all = Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded().Single<RetinaImage>());
        float[][] single = [.. bank.Kernels.Select(kernel =>
        {
            Shell.Set("one", new FilterBank(bank.Kind, bank.Sigma, bank.Length, bank.Extent, bank.Rotation, [kernel]));
            return Floats(Run("$image | Invoke-MatchedFilterBank -Bank $one -Response Float").Succeeded().Single<RetinaImage>());
        })];
        Assert.Equal(Enumerable.Range(0, all.Length).Select(i => single.Max(response => response[i])), all);
    }

    [Fact]
    public void An_8_bit_response_is_the_float_one_rounded_and_clamped()
    {
        using var image = Give("image");
        Run("$bank = New-MatchedFilterBank -Sigma 2 -Length 7 -Orientations 4").Succeeded();
        var eight = Run("$image | Invoke-MatchedFilterBank -Bank $bank").Succeeded().Single<RetinaImage>();
        float[] floats = Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded().Single<RetinaImage>());
        Assert.Equal(PixelFormat.Gray8, eight.Format);
        Assert.All(eight.CopyPixels().Zip(floats), pair => Assert.Equal(Math.Clamp(pair.Second, 0, 255), pair.First, 0.51));
    }

    [Fact]
    public void A_dark_vessel_answers_when_the_plane_is_inverted()
    {
        // A dark vertical line on an even background.
        byte[] levels = [.. Enumerable.Range(0, 61 * 61).Select(i => (byte)(Math.Abs((i % 61) - 30) <= 2 ? 60 : 160))];
        Shell.Set("image", Photographs.Gray(levels, 61, 61));
        Run("$bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic").Succeeded();
        float[] plain = Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded().Single<RetinaImage>());
        float[] inverted = Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float -Invert").Succeeded().Single<RetinaImage>());
        const int OnTheLine = (30 * 61) + 30;
        Assert.Equal(inverted.Max(), inverted[OnTheLine], 3);
        Assert.True(inverted[OnTheLine] > 10 * Math.Abs(plain[OnTheLine]) || plain[OnTheLine] < 0);
        Assert.Equal(0, inverted[30 * 61], 2);
    }

    [Theory]
    [InlineData("Blue", 0)]
    [InlineData("Green", 1)]
    [InlineData("Red", 2)]
    public void The_channel_is_the_one_asked_for(string channel, int index)
    {
        using var image = Give("image");
        Shell.Set("plane", Photographs.Gray([.. image.CopyPixels().Where((_, i) => i % 3 == index)], image.Width, image.Height));
        Run("$bank = New-MatchedFilterBank -Sigma 1 -Length 5 -Orientations 2").Succeeded();
        var results = Run($"$image | Invoke-MatchedFilterBank -Bank $bank -Channel {channel}; $plane | Invoke-MatchedFilterBank -Bank $bank").Succeeded().As<RetinaImage>();
        Assert.Equal(results[1].CopyPixels(), results[0].CopyPixels());
    }

    private static float[] Floats(RetinaImage image)
    {
        Assert.Equal(PixelFormat.Gray32Float, image.Format);
        return MemoryMarshal.Cast<byte, float>(image.CopyPixels()).ToArray();
    }
}
