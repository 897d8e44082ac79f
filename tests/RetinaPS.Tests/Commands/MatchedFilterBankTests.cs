using System.Runtime.InteropServices;
using RetinaPS.Devices;
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
        Assert.Equal((FilterKind.Gaussian, 3.0, 12, FilterRotation.Warp), (bank.Kind, bank.Extent, bank.Orientations, bank.Rotation));
        Assert.Equal([5.0], bank.Sigma);
        Assert.Equal([15], bank.Length);
        Assert.All(bank.Kernels, kernel => Assert.Equal((30, 15), (kernel.Width, kernel.Height)));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 15.0), bank.Kernels.Select(kernel => kernel.Orientation!.Value));
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
    public void Several_sigmas_make_a_bank_of_several_scales()
    {
        var bank = Run("New-MatchedFilterBank -Sigma 1, 2 -Length 5, 9 -Orientations 3 -Rotation Analytic").Succeeded().Single<FilterBank>();
        Assert.Equal([(1.0, 5, 0.0), (1.0, 5, 60.0), (1.0, 5, 120.0), (2.0, 9, 0.0), (2.0, 9, 60.0), (2.0, 9, 120.0)],
            bank.Kernels.Select(kernel => (kernel.Sigma!.Value, kernel.Length!.Value, kernel.Orientation!.Value)));
        Assert.Equal([1.0, 2.0], bank.Scales.SelectMany(scale => scale.Sigma));
        Assert.Equal(bank.Kernels, bank.Scales.SelectMany(scale => scale.Kernels));
    }

    [Fact]
    public void One_length_serves_every_sigma() =>
        Assert.Equal([7, 7, 7], Run("New-MatchedFilterBank -Sigma 1, 2, 3 -Length 7 -Orientations 1").Succeeded().Single<FilterBank>().Length);

    [Fact]
    public void Other_numbers_of_lengths_than_of_sigmas_are_an_error() =>
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("New-MatchedFilterBank -Sigma 1, 2, 3 -Length 5, 7").ErrorIds);

    [Fact]
    public void Normalized_kernels_answer_alike_at_every_scale()
    {
        var contrast = Run("New-MatchedFilterBank -Sigma 1, 4 -Orientations 5 -Rotation Analytic -Normalization Contrast").Succeeded().Single<FilterBank>();
        var energy = Run("New-MatchedFilterBank -Sigma 1, 4 -Orientations 5 -Normalization Energy").Succeeded().Single<FilterBank>();
        Assert.All(contrast.Kernels, kernel => Assert.Equal(1, kernel.Weights.Where(w => w > 0).Sum(w => (double)w), 5));
        Assert.All(energy.Kernels, kernel => Assert.Equal(1, kernel.Weights.Sum(w => (double)w * w), 5));
        Assert.Equal(contrast.Kernels, contrast.Scales.SelectMany(scale => scale.Kernels));
    }

    [Fact]
    public void A_negated_bank_has_every_weights_other_sign()
    {
        var plain = Run("New-MatchedFilterBank -Sigma 2 -Orientations 3").Succeeded().Single<FilterBank>();
        var negated = Run("New-MatchedFilterBank -Sigma 2 -Orientations 3 -Negate").Succeeded().Single<FilterBank>();
        Assert.Equal(plain.Kernels.SelectMany(kernel => kernel.Weights).Select(w => -w), negated.Kernels.SelectMany(kernel => kernel.Weights));
    }

    [Theory]
    [InlineData("(, (@(1, -2, 3), @(4, 5, 6.5)))")]
    [InlineData("@(1, -2, 3), @(4, 5, 6.5)")]
    [InlineData("$matrix")]
    [InlineData("(New-MatchedFilterBank -Kernel $matrix).Kernels")]
    [InlineData("(New-MatchedFilterBank -Kernel $matrix).Kernels[0]")]
    public void A_kernel_of_ones_own_is_taken_as_rows_as_a_matrix_or_from_another_bank(string kernel)
    {
        Shell.Set("matrix", new double[,] { { 1, -2, 3 }, { 4, 5, 6.5 } });
        var made = Assert.Single(Run($"New-MatchedFilterBank -Kernel {kernel}").Succeeded().Single<FilterBank>().Kernels);
        Assert.Equal(new float[,] { { 1, -2, 3 }, { 4, 5, 6.5f } }, made.ToArray());
        Assert.Equal((FilterKind.Custom, null, null), (made.Kind, made.Sigma, made.Orientation));
    }

    [Fact]
    public void Kernels_of_ones_own_may_differ_in_size_and_come_from_anywhere()
    {
        Shell.Set("matrix", new float[,] { { 1, 2 }, { 3, 4 } });
        var bank = Run("$other = New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2; New-MatchedFilterBank -Kernel $matrix, @(@(1), @(2), @(3)), $other.Kernels[1]")
            .Succeeded().Single<FilterBank>();
        Assert.Equal([(2, 2), (1, 3), (6, 3)], bank.Kernels.Select(kernel => (kernel.Width, kernel.Height)));
        Assert.Equal((FilterKind.Custom, 0, null), (bank.Kind, bank.Orientations, bank.Rotation));
        Assert.Equal(90, bank.Kernels[2].Orientation);
    }

    [Theory]
    [InlineData("@(1, 2), @(3)")]
    [InlineData("'text'")]
    [InlineData("@(1, 'x'), @(2, 3)")]
    [InlineData("@([double]::NaN, 1), @(2, 3)")]
    [InlineData("$null")]
    [InlineData("@()")]
    public void What_is_no_kernel_is_refused(string kernel) => Assert.NotEmpty(Run($"New-MatchedFilterBank -Kernel {kernel}").ErrorIds);

    [Fact]
    public void A_kernel_of_ones_own_is_correlated_with_its_middle_on_the_pixel()
    {
        byte[] levels = [.. Enumerable.Range(0, 7 * 5).Select(i => (byte)(i * 7 % 256))];
        Shell.Set("image", Photographs.Gray(levels, 7, 5));
        float[] response = Floats(Run("$image | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank -Kernel (, (@(0, 1, 0, 10), @(0, 0, 0, 0)))) -Response Float").Succeeded().Single<RetinaImage>());
        Assert.Equal(levels[(1 * 7) + 2] + (10 * levels[(1 * 7) + 4]), response[(2 * 7) + 3], 0.01);
    }

    [Fact]
    public void The_response_is_the_largest_of_all_kernels_at_each_pixel()
    {
        using var image = Give("image");
        Run("$bank = New-MatchedFilterBank -Sigma 2 -Length 7 -Orientations 3 -Rotation Analytic").Succeeded();
        var bank = Run("$bank").Single<FilterBank>();
        float[] all = Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded().Single<RetinaImage>());
        float[][] single = [.. bank.Kernels.Select(kernel =>
        {
            Shell.Set("one", new FilterBank([kernel]));
            return Floats(Run("$image | Invoke-MatchedFilterBank -Bank $one -Response Float").Succeeded().Single<RetinaImage>());
        })];
        Assert.All(all.Select((response, i) => (response, single.Max(alone => alone[i]))), pair => Assert.Equal(pair.Item2, pair.response, 0.0001));
    }

    [Fact]
    public void A_bank_is_written_as_a_sheet_of_its_kernels()
    {
        var file = Run("New-MatchedFilterBank -Sigma 1, 2 -Length 5, 9 -Orientations 3 -Rotation Analytic | Export-RetinaImage -Destination banks").Succeeded().Single<FileInfo>();
        Assert.Equal("Gaussian_bank.png", file.Name);
        Shell.Set("sheet", file.FullName);
        using var sheet = Run("Import-RetinaImage -LiteralPath $sheet").Succeeded().Single<RetinaImage>();
        Assert.True(sheet.Width > 3 * 100 && sheet.Height > 2 * 100);
        byte[] levels = sheet.CopyPixels();
        Assert.Contains((byte)255, levels);
        Assert.Contains((byte)128, levels);
    }

    [Fact]
    public void A_kernel_is_an_image_of_its_weights()
    {
        var bank = Run("New-MatchedFilterBank -Orientations 2").Succeeded().Single<FilterBank>();
        using var image = bank.Kernels[1].ToImage(RetinaDevices.Cpu);
        Assert.Equal((30, 15, PixelFormat.Gray32Float), (image.Width, image.Height, image.Format));
        Assert.Equal(bank.Kernels[1].Weights, MemoryMarshal.Cast<byte, float>(image.CopyPixels()).ToArray());
    }

    [Fact]
    public void The_index_tells_which_kernel_answered()
    {
        // A bright line from left to right on an even background.
        byte[] levels = [.. Enumerable.Range(0, 61 * 61).Select(i => (byte)(Math.Abs((i / 61) - 30) <= 2 ? 160 : 60))];
        Shell.Set("image", Photographs.Gray(levels, 61, 61));
        var result = Run("$image | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank -Sigma 1, 2 -Length 9 -Orientations 4 -Rotation Analytic -Normalization Energy) -PassIndex -Response Float")
            .Succeeded().Single<MatchedFilterResponse>();
        Assert.Equal(PixelFormat.Gray8, result.Index.Format);
        var kernel = result.Bank.Kernels[result.Index.CopyPixels()[(30 * 61) + 30]];
        Assert.Equal((2, 90), (kernel.Sigma, kernel.Orientation));
        Shell.Set("bank", result.Bank);
        Assert.Equal(Floats(Run("$image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded().Single<RetinaImage>()), Floats(result.Response));
        result.Dispose();
        Assert.True(result.Index.IsDisposed && result.Response.IsDisposed);
    }

    [Fact]
    public void More_kernels_than_grey_levels_have_no_index()
    {
        using var image = Give("image");
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("$image | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank -Sigma 1, 2 -Length 1 -Orientations 129) -PassIndex").ErrorIds);
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
