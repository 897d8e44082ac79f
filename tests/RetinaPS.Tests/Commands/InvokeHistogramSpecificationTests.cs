using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class InvokeHistogramSpecificationTests : CmdletTest
{
    [Fact]
    public void A_reference_is_a_file_a_file_object_an_image_a_reference_or_its_json_and_all_give_the_same_bytes()
    {
        Write("eye.png");
        Photographs.Write(Folder["ref [1].png"], seed: 42);
        Shell.Set("file", new FileInfo(Folder["ref [1].png"]));
        Run("New-ColorReference -LiteralPath $file -Destination ref.json").Succeeded();
        byte[][] results = [.. new[]
        {
            "'ref [1].png'", "$file", "(Import-RetinaImage -LiteralPath $file)", "(New-ColorReference -LiteralPath $file)", "ref.json",
        }.Select(reference => Run($"Invoke-HistogramSpecification eye.png -Reference {reference}").Succeeded().Single<RetinaImage>().CopyPixels())];
        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.NotEqual(Photographs.Pixels(Folder["eye.png"]), results[0]);
    }

    [Fact]
    public void The_result_has_the_references_distribution()
    {
        Write("eye.png");
        Photographs.Write(Folder["ref.png"], seed: 42);
        var matched = Run("Invoke-HistogramSpecification eye.png -Reference ref.png | Get-ColorHistogram").Succeeded().Single<ColorHistogram>();
        var original = Run("Get-ColorHistogram eye.png").Single<ColorHistogram>();
        var wanted = Run("Get-ColorHistogram ref.png").Single<ColorHistogram>();
        for (int c = 0; c < 3; c++)
            Assert.InRange(Distance(matched, wanted, c), 0, Distance(original, wanted, c) / 4);

        static double Distance(ColorHistogram a, ColorHistogram b, int channel) =>
            a.Channels[channel].Cumulative.Zip(b.Channels[channel].Cumulative, (x, y) => Math.Abs(x - y)).Average();
    }

    [Fact]
    public void A_photograph_matched_to_itself_keeps_its_mean_levels()
    {
        Write("eye.png");
        var before = Run("Get-ColorHistogram eye.png").Single<ColorHistogram>();
        var after = Run("Invoke-HistogramSpecification eye.png -Reference eye.png | Get-ColorHistogram").Succeeded().Single<ColorHistogram>();
        Assert.All(before.Channels.Zip(after.Channels), pair => Assert.Equal(pair.First.Mean, pair.Second.Mean, 1.0));
    }

    [Fact]
    public void The_distribution_is_taken_inside_the_images_own_mask()
    {
        Shell.Set("reference", Photographs.Reference());
        var photograph = Photographs.Create(seed: 8);
        Shell.Set("eye", Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, mask: photograph.EyeMask));
        Shell.Set("frame", Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, mask: EyeMask.FullFrame(Photographs.Width, Photographs.Height)));
        var results = Run("$eye, $frame | Invoke-HistogramSpecification -Reference $reference").Succeeded().As<RetinaImage>();
        Assert.NotEqual(results[0].CopyPixels(), results[1].CopyPixels());
    }

    [Fact]
    public void A_grey_image_is_matched_to_green()
    {
        var reference = Photographs.Reference();
        Shell.Set("reference", reference);
        byte[] levels = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        Shell.Set("image", Photographs.Gray(levels, 16, 16));
        var result = Run("$image | Invoke-HistogramSpecification -Reference $reference -MaskMethod FullFrame").Succeeded().Single<RetinaImage>();
        byte[] cumulative = HistogramSpecification.Cumulate([.. Enumerable.Repeat(1L, 256)], 256, excludeSaturated: false);
        Assert.Equal(HistogramSpecification.Match(cumulative, [.. reference.Green]), result.CopyPixels());
    }

    [Fact]
    public void A_channel_of_one_level_is_an_error_that_names_it_and_the_others_are_matched()
    {
        Shell.Set("reference", Photographs.Reference());
        Shell.Set("flat", Photographs.Color([.. Enumerable.Range(0, 300).Select(i => (byte)(i % 3 == 1 ? 77 : i))], 10, 10, "flat"));
        using var good = Give("good", name: "good");
        var result = Run("$flat, $good | Invoke-HistogramSpecification -Reference $reference -MaskMethod FullFrame");
        Assert.Equal(["good"], result.As<RetinaImage>().Select(image => image.Name));
        Assert.Equal(["RetinaPS.ConstantChannel"], result.ErrorIds);
        Assert.Contains("green channel of 'flat'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.png", "FileNotFound")]
    [InlineData("missing.json", "FileNotFound")]
    [InlineData("text.png", "DecodeFailed")]
    [InlineData("text.json", "InvalidReference")]
    [InlineData("empty.json", "InvalidReference")]
    [InlineData("null.json", "InvalidReference")]
    [InlineData("other.json", "InvalidReference")]
    [InlineData("newer.json", "InvalidReference")]
    [InlineData("short.json", "InvalidReference")]
    [InlineData("falling.json", "InvalidReference")]
    [InlineData("range.json", "InvalidReference")]
    [InlineData("nowhere:/ref.png", "InvalidArgument")]
    [InlineData("blank.png", "EyeNotFound")]
    public void A_reference_that_cannot_be_used_ends_the_command_before_any_photograph(string reference, string error)
    {
        Write("eye.png");
        string good = System.Text.Encoding.UTF8.GetString(ColorReferenceFile.Serialize(Photographs.Reference()));
        File.WriteAllText(Folder["text.png"], "no picture");
        File.WriteAllText(Folder["text.json"], "no json");
        File.WriteAllText(Folder["empty.json"], string.Empty);
        File.WriteAllText(Folder["null.json"], "null");
        File.WriteAllText(Folder["other.json"], """{ "format": "Another" }""");
        File.WriteAllText(Folder["newer.json"], good.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        File.WriteAllText(Folder["short.json"], """{ "format": "RetinaPS.ColorReference", "version": 1, "blue": [1, 2, 3] }""");
        File.WriteAllText(Folder["falling.json"], ReplaceFirst(good, "\"blue\": [", "\"blue\": [ 200, 100,"));
        File.WriteAllText(Folder["range.json"], ReplaceFirst(good, "\"blue\": [", "\"blue\": [ -1,"));
        Photographs.Write(Folder["blank.png"], Photographs.Plain(60, 40, 0));
        var result = Run($"Invoke-HistogramSpecification eye.png -Reference '{reference}'; 'not reached by the command'");
        Assert.Equal(["RetinaPS." + error], result.ErrorIds);
        Assert.DoesNotContain(result.Output, o => o.BaseObject is RetinaImage);

        static string ReplaceFirst(string text, string old, string with) =>
            text.Insert(text.IndexOf(old, StringComparison.Ordinal), with)
                .Remove(text.IndexOf(old, StringComparison.Ordinal) + with.Length, old.Length);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("(Get-EyeMask eye.png)")]
    public void A_reference_of_another_type_is_an_error_that_says_which_are_taken(string reference)
    {
        Write("eye.png");
        var result = Run($"Invoke-HistogramSpecification eye.png -Reference {reference}");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Contains("a file, an image or a colour reference", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_image_that_was_freed_is_an_error()
    {
        Write("eye.png");
        Give("freed").Dispose();
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("Invoke-HistogramSpecification eye.png -Reference $freed").ErrorIds);
    }

    [Theory]
    [InlineData("", "-ExcludeSaturated", 1)]
    [InlineData("-ExcludeSaturated", "", 1)]
    [InlineData("-ExcludeSaturated", "-ExcludeSaturated", 0)]
    [InlineData("", "", 0)]
    public void Reference_and_command_that_differ_in_ExcludeSaturated_give_a_warning(string made, string used, int warnings)
    {
        Write("eye.png");
        var result = Run($"Invoke-HistogramSpecification eye.png -Reference (New-ColorReference eye.png {made}) {used}").Succeeded();
        Assert.Equal(warnings, result.Warnings.Count(warning => warning.Contains("-ExcludeSaturated", StringComparison.Ordinal)));
    }
}
