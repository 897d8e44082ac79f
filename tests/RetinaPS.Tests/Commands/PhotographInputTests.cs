using System.Management.Automation;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>What the cmdlets that take photographs have in common, each sentence held against every one of them.</summary>
[Trait("Speed", "Slow")]
public sealed class PhotographInputTests : CmdletTest
{
    private const string Import = "Import-RetinaImage";

    public PhotographInputTests()
    {
        Shell.Set("reference", Photographs.Reference());
        Shell.Set("bank", Run("New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2").Succeeded().Single<FilterBank>());
    }

    /// <summary>Cmdlets that give one object a photograph, called so that they find an eye in any of them.</summary>
    public static TheoryData<string> ImageCommands =>
    [
        "Get-EyeMask -Method FullFrame",
        "Get-EyeMask -Method FullFrame -PassThru",
        "Get-ColorHistogram -MaskMethod FullFrame",
        "Invoke-HistogramSpecification -Reference $reference -MaskMethod FullFrame",
        "Invoke-GpuClahe",
        "ConvertTo-PyramidDown",
        "Resize-RetinaImage -Size 64",
        "Resize-RetinaImage -Size 6400",
        "Set-EyeMask -MaskMethod FullFrame",
        "Invoke-MatchedFilterBank -Bank $bank",
        "Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame",
    ];

    public static TheoryData<string> FileCommands => [Import, .. ImageCommands.Select(row => row.Data)];

    [Theory, MemberData(nameof(FileCommands))]
    public void A_wildcard_names_every_match_and_nothing_else(string command)
    {
        Write("left-1.png", "left-2.png", "right-1.png", "left-1.txt");
        Assert.Equal(["left-1", "left-2"], NamesOf($"{command} -Path left-*.png").Order());
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void A_wildcard_without_a_match_gives_nothing_and_no_error(string command) =>
        Assert.Empty(Run($"{command} -Path *.png").Succeeded().Output);

    [Theory, MemberData(nameof(FileCommands))]
    public void Literal_paths_mean_what_they_say_whatever_is_in_them(string command)
    {
        string[] names = ["eye[1].png", "an eye.png", "глаз-目.png", "it's `$5.png", "v1.2.png"];
        Write(names);
        Write("eye1.png");
        Shell.Set("names", names);
        Assert.Equal(["eye[1]", "an eye", "глаз-目", "it's `$5", "v1.2"], NamesOf($"{command} -LiteralPath $names"));
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void Files_from_the_pipeline_are_taken_by_their_exact_names(string command)
    {
        Write("eye[1].png", "eye1.png");
        Assert.Equal(["eye[1]", "eye1"], NamesOf($"$input | {command}", new[] { new FileInfo(Folder["eye[1].png"]), new FileInfo(Folder["eye1.png"]) }));
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void Text_from_the_pipeline_is_a_path_that_may_hold_wildcards(string command)
    {
        Write("a.png", "b1.png", "b2.png");
        Assert.Equal(["a", "b1", "b2"], NamesOf($"'a.png', 'b*.png' | {command}").Order());
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void An_escaped_wildcard_character_stands_for_itself(string command)
    {
        Write("eye[1].png", "eye1.png");
        Assert.Equal(["eye[1]"], NamesOf($"{command} -Path 'eye`[1`].png'"));
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void A_missing_file_is_one_error_that_names_it_and_the_others_are_taken(string command)
    {
        Write("a.png", "b.png");
        var result = Run($"{command} -Path a.png, missing.png, b.png");
        Assert.Equal(["a", "b"], Names(result));
        var error = Assert.Single(result.Errors);
        Assert.Equal("RetinaPS.FileNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(Folder["missing.png"], error.TargetObject);
        Assert.Contains("missing.png", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("nowhere:/a.png")]
    [InlineData("nowhere:/*.png")]
    [InlineData("variable:a.png")]
    [InlineData(".")]
    public void A_path_that_can_name_no_file_is_one_error_and_the_others_are_taken(string path)
    {
        Write("a.png", "b.png");
        var result = Run($"{Import} -Path a.png, '{path}', b.png");
        Assert.Equal(["a", "b"], Names(result));
        Assert.Contains(Assert.Single(result.ErrorIds), (string[])["RetinaPS.FileNotFound", "RetinaPS.InvalidArgument"]);
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void A_file_over_the_limit_is_one_error_and_the_others_are_taken(string command)
    {
        Write("a.png");
        Photographs.Write(Folder["large.png"], seed: 1, width: 300, height: 200);
        var result = Run($"{command} -Path *.png -MaximumMegapixels 0.05");
        Assert.Equal(["a"], Names(result));
        Assert.Equal(["RetinaPS.ImageTooLarge"], result.ErrorIds);
        Assert.Equal(Folder["large.png"], result.Errors[0].TargetObject);
    }

    [Theory, MemberData(nameof(FileCommands))]
    public void What_comes_is_what_the_command_declares(string command)
    {
        Write("a.png");
        var declared = Run($"Get-Command {command.Split(' ')[0]}").Single<CmdletInfo>().OutputType.Select(type => type.Type);
        Assert.Contains(Run($"{command} a.png").Succeeded().Output[0].BaseObject.GetType(), declared);
    }

    [Theory, MemberData(nameof(ImageCommands))]
    public void Images_come_by_the_pipeline_or_by_the_parameter(string command)
    {
        using var first = Give("first", seed: 1, name: "first");
        using var second = Give("second", seed: 2, name: "second");
        Assert.Equal(["first", "second"], NamesOf($"$first, $second | {command}"));
        Assert.Equal(["first", "second"], NamesOf($"{command} -InputObject $first, $second"));
    }

    [Theory, MemberData(nameof(ImageCommands))]
    public void Borrowed_images_stay_as_they_were(string command)
    {
        using var image = Give("image");
        byte[] before = image.CopyPixels();
        DisposeAll(Run($"$image | {command}").Succeeded());
        Assert.Equal(before, image.CopyPixels());
        Assert.Null(image.Mask);
    }

    [Theory, MemberData(nameof(ImageCommands))]
    public void Results_outlive_their_input(string command)
    {
        var image = Give("image");
        byte[] before = Bytes(Run($"$image | {command}").Succeeded().Output[0]);
        var result = Run($"$image | {command} -DisposeInput").Succeeded().Output[0];
        Assert.True(image.IsDisposed);
        Assert.Equal(before, Bytes(result));
    }

    [Theory, MemberData(nameof(ImageCommands))]
    public void An_image_that_was_freed_is_one_error_that_names_it_and_the_others_are_taken(string command)
    {
        Give("freed", name: "freed").Dispose();
        using var good = Give("good", name: "good");
        var result = Run($"$freed, $good | {command}");
        Assert.Equal(["good"], Names(result));
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Contains("'freed'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ImageCommands))]
    public void A_floating_point_image_is_taken_or_refused_but_never_misread(string command)
    {
        using var image = Give("image", name: "eye");
        Run("$response = $image | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded();
        var result = Run($"$response | {command}");
        if (result.Output.Length == 0)
            Assert.Equal(["RetinaPS.UnsupportedFormat"], result.ErrorIds);
        else
            Assert.Equal(["eye"], Names(result.Succeeded()));
    }

    private static string[] Names(ShellOutput result) => [.. result.Output.Select(o => (string)o.Properties["Name"].Value)];

    private static byte[] Bytes(PSObject result) => result.BaseObject switch
    {
        RetinaImage image => image.CopyPixels(),
        EyeMask mask => mask.ToPixels(),
        var other => System.Text.Encoding.UTF8.GetBytes(other.ToString()!),
    };

    private static void DisposeAll(ShellOutput result)
    {
        foreach (var image in result.Output.Select(o => o.BaseObject).OfType<RetinaImage>())
            image.Dispose();
    }

    private string[] NamesOf(string script, System.Collections.IEnumerable? input = null) => Names(Run(script, input).Succeeded());
}
