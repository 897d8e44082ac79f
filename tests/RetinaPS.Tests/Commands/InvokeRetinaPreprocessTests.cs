using RetinaPS.Batch;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class InvokeRetinaPreprocessTests : CmdletTest
{
    private const string Run1 = "Invoke-RetinaPreprocess *.png -Reference $reference -Destination out";
    private readonly ColorReference reference = Photographs.Reference();

    public InvokeRetinaPreprocessTests() => Shell.Set("reference", reference);

    [Fact]
    public void Each_file_becomes_one_file_and_one_record()
    {
        Write("eye.png");
        var record = Run($"{Run1} -MaskDestination masks").Succeeded().Single<PreprocessResult>();
        Assert.Equal((Folder["eye.png"], Folder["out", "eye.png"], Folder["masks", "eye.png"]), (record.Source, record.Destination, record.MaskDestination));
        Assert.Equal((Photographs.Width, Photographs.Height), (record.Width, record.Height));
        Assert.Equal((EyeMaskMethod.Disc, PreprocessStatus.Done, null), (record.MaskMethod, record.Status, record.Reason));
        var mask = Run("Get-EyeMask eye.png").Single<EyeMask>();
        Assert.Equal((mask.AreaRatio, mask.Confidence, mask.Circle), (record.MaskRatio, record.Confidence, record.Circle));
        Assert.All(new[] { record.DecodeTime, record.ProcessTime, record.EncodeTime }, time => Assert.True(time > TimeSpan.Zero));
        Assert.Equal(record.DecodeTime + record.ProcessTime + record.EncodeTime, record.TotalTime);
        Assert.Equal([Folder["eye.png"], Folder["masks", "eye.png"], Folder["out", "eye.png"]], Folder.Files());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("-MaskMethod Canny -ExcludeSaturated", "-ClipLimit 2 -TileGrid 8,4")]
    [InlineData("-MaskMethod FullFrame", "-ClipLimit 0 -TileGrid 3")]
    public void The_run_gives_the_bytes_of_the_cmdlets_one_by_one(string masking, string clahe)
    {
        Photographs.Write(Folder["ref.png"], seed: 77);
        for (ulong seed = 1; seed <= 4; seed++)
            Photographs.Write(Folder[$"{seed}.png"], seed, width: 190 + (int)seed, height: 150 + (3 * (int)seed));
        string specification = masking.Replace("-MaskMethod Canny", string.Empty, StringComparison.Ordinal).Replace("-MaskMethod FullFrame", string.Empty, StringComparison.Ordinal);
        string method = masking.Contains("Canny", StringComparison.Ordinal) ? "Canny" : masking.Contains("FullFrame", StringComparison.Ordinal) ? "FullFrame" : "Auto";
        var run = Run($"Invoke-RetinaPreprocess ?.png -Reference ref.png {masking} {clahe}").Succeeded().As<RetinaImage>();
        var steps = Run($$"""
            Import-RetinaImage ?.png | Get-EyeMask -Method {{method}} -PassThru |
                Invoke-HistogramSpecification -Reference ref.png -MaskMethod {{method}} {{specification}} | Invoke-GpuClahe {{clahe}} | Set-EyeMask
            """).Succeeded().As<RetinaImage>();
        Assert.Equal(4, run.Length);
        Assert.Equal(steps.Select(image => image.Name), run.Select(image => image.Name));
        Assert.All(run.Zip(steps), pair => Assert.Equal(pair.Second.CopyPixels(), pair.First.CopyPixels()));
        Assert.All(run.Zip(steps), pair => Assert.Equal(pair.Second.Mask!.ToPixels(), pair.First.Mask!.ToPixels()));
    }

    [Fact]
    public void Halving_first_is_halving_by_hand_before_the_other_steps()
    {
        Photographs.Write(Folder["ref.png"], seed: 77, width: 300, height: 240);
        Photographs.Write(Folder["1.png"], seed: 1, width: 301, height: 241);
        var run = Run("Invoke-RetinaPreprocess 1.png -Reference ref.png -PyramidDown").Succeeded().Single<RetinaImage>();
        var steps = Run("""
            $small = Import-RetinaImage ref.png | ConvertTo-PyramidDown -Blur
            ConvertTo-PyramidDown 1.png -Blur | Get-EyeMask -PassThru | Invoke-HistogramSpecification -Reference $small | Invoke-GpuClahe | Set-EyeMask
            """).Succeeded().Single<RetinaImage>();
        Assert.Equal((151, 121), (run.Width, run.Height));
        Assert.Equal(steps.CopyPixels(), run.CopyPixels());
    }

    [Fact]
    public void A_grey_photograph_is_taken_as_a_colour_one()
    {
        byte[] levels = [.. Photographs.Create(seed: 3).Bgr.Where((_, i) => i % 3 == 1)];
        using var gray = Photographs.Gray(levels, Photographs.Width, Photographs.Height, "grey");
        Shell.Set("grey", gray);
        Photographs.Write(Folder["grey.png"], gray);
        var results = Run("Invoke-RetinaPreprocess grey.png -Reference $reference; $grey | Invoke-RetinaPreprocess -Reference $reference").Succeeded().As<RetinaImage>();
        Assert.All(results, image => Assert.Equal(PixelFormat.Bgr24, image.Format));
        Assert.Equal(results[0].CopyPixels(), results[1].CopyPixels());
        Assert.Equal(levels, gray.CopyPixels());
    }

    [Fact]
    public void Images_from_the_pipeline_keep_their_masks_and_stay_as_they_are()
    {
        var photograph = Photographs.Create(seed: 5);
        var own = EyeMask.FullFrame(Photographs.Width, Photographs.Height);
        using var image = Photographs.Color(photograph.Bgr, Photographs.Width, Photographs.Height, "eye", own);
        Shell.Set("image", image);
        var result = Run("$image | Invoke-RetinaPreprocess -Reference $reference").Succeeded().Single<RetinaImage>();
        Assert.Equal(own.ToPixels(), result.Mask!.ToPixels());
        Assert.Equal(photograph.Bgr, image.CopyPixels());
        var record = Run("$image | Invoke-RetinaPreprocess -Reference $reference -Destination out").Succeeded().Single<PreprocessResult>();
        Assert.Equal(("eye", Folder["out", "eye.jpg"], 1.0), (record.Source, record.Destination, record.MaskRatio));
    }

    [Fact]
    public void Images_are_freed_by_DisposeInput_and_only_then()
    {
        using var kept = Give("kept");
        using var freed = Give("freed");
        Run("$kept | Invoke-RetinaPreprocess -Reference $reference; $freed | Invoke-RetinaPreprocess -Reference $reference -DisposeInput").Succeeded();
        Assert.Equal((false, true), (kept.IsDisposed, freed.IsDisposed));
    }

    [Theory]
    [InlineData("", 300, 240)]
    [InlineData("-Size 100", 100, 80)]
    [InlineData("-Size 1000", 300, 240)]
    [InlineData("-Crop", -1, -1)]
    [InlineData("-Crop -Size 64", 64, 64)]
    [InlineData("-PyramidDown -Size 100", 100, 80)]
    public void Image_and_mask_have_the_size_asked_for_and_agree(string options, int width, int height)
    {
        var truth = Photographs.Create(seed: 4, 300, 240);
        if (width < 0)
            width = height = (int)Math.Round(truth.EyeMask.Circle.Radius * 2);
        Photographs.Write(Folder["eye.png"], seed: 4, width: 300, height: 240);
        var record = Run($"Invoke-RetinaPreprocess eye.png -Reference $reference -Destination out -MaskDestination masks {options}").Succeeded().Single<PreprocessResult>();
        using var image = Run("Import-RetinaImage out/eye.png").Succeeded().Single<RetinaImage>();
        using var mask = Run("Import-RetinaImage masks/eye.png").Succeeded().Single<RetinaImage>();
        Assert.Equal((width, height), (record.Width, record.Height), SizesWithin(options.StartsWith("-Crop", StringComparison.Ordinal) && !options.Contains("Size", StringComparison.Ordinal) ? 3 : 0));
        Assert.Equal((record.Width, record.Height), (image.Width, image.Height));
        Assert.Equal((record.Width, record.Height), (mask.Width, mask.Height));
        Assert.Equal(PixelFormat.Gray8, mask.Format);
        byte[] inside = mask.CopyPixels();
        Assert.All(image.CopyPixels().Chunk(3).Zip(inside), pair => Assert.True(pair.Second == 255 || pair.First.All(level => level == 0)));
        Assert.Equal<byte>([0, 255], inside.Distinct().Order().ToArray());
    }

    [Fact]
    public void The_eye_fills_a_cropped_result()
    {
        Photographs.Write(Folder["eye.png"], seed: 4, width: 300, height: 240);
        using var image = Run("Invoke-RetinaPreprocess eye.png -Reference $reference -Crop").Succeeded().Single<RetinaImage>();
        Assert.Equal(image.Width, image.Height);
        Assert.Equal(Math.PI / 4, image.Mask!.AreaRatio, 0.02);
        Assert.Equal((image.Width - 1) / 2.0, image.Mask.Circle.CenterX, 0.6);
        Assert.Equal((image.Width - 1) / 2.0, image.Mask.Circle.CenterY, 0.6);
    }

    [Fact]
    public void A_base_path_mirrors_the_tree_for_images_and_masks()
    {
        foreach (string name in (string[])["in/eye.png", "in/left/eye.png", "in/left/deep/eye.png"])
            Photographs.Write(Folder[name], seed: 1);
        Photographs.Write(Folder["elsewhere", "eye.png"], seed: 1);
        var result = Run("""
            Invoke-RetinaPreprocess in/eye.png, in/left/eye.png, elsewhere/eye.png, in/left/deep/eye.png -Reference $reference `
                -Destination out -MaskDestination masks -BasePath in
            """);
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Equal(Folder["elsewhere", "eye.png"], result.Errors[0].TargetObject);
        string[] written = ["eye.png", "left/eye.png", "left/deep/eye.png"];
        Assert.Equal(written.Select(name => Folder["out", name]), result.As<PreprocessResult>().Select(record => record.Destination));
        Assert.All(written, name => Assert.True(File.Exists(Folder["masks", name])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    public void Of_two_inputs_with_one_output_the_first_is_written_and_the_second_is_an_error(string force)
    {
        Photographs.Write(Folder["a.jpg"], seed: 1);
        Photographs.Write(Folder["a.png"], seed: 2);
        Photographs.Write(Folder["b.png"], seed: 3);
        var alone = Run("Invoke-RetinaPreprocess a.jpg -Reference $reference -Destination alone -Format Png").Succeeded();
        var result = Run($"Invoke-RetinaPreprocess a.jpg, a.png, b.png -Reference $reference -Destination out -Format Png {force}");
        Assert.Equal([Folder["a.jpg"], Folder["b.png"]], result.As<PreprocessResult>().Select(record => record.Source));
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal(Folder["a.png"], result.Errors[0].TargetObject);
        Assert.Contains(Folder["a.jpg"], result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(alone.Single<PreprocessResult>().Destination), File.ReadAllBytes(Folder["out", "a.png"]));
    }

    [Theory]
    [InlineData("Invoke-RetinaPreprocess a.jpg, a.png -Reference $reference -Destination . -Format Png -Force")]
    [InlineData("'a.jpg', 'a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination . -Format Png -Force")]
    [InlineData("'a.png', 'a.jpg' | Invoke-RetinaPreprocess -Reference $reference -Destination . -Format Png -Force")]
    [InlineData("'a.jpg', 'a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination out -MaskDestination . -Format Png -Force")]
    [InlineData("'a.jpg', 'a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination . -Force")]
    [InlineData("'sub/a.png', 'a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination . -Force")]
    [InlineData("'sub/a.png', 'a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination . -Force -ThrottleLimit 1")]
    [InlineData("Import-RetinaImage a.png, a.jpg | Invoke-RetinaPreprocess -Reference $reference -Destination . -Format Png -Force")]
    public void No_input_is_ever_replaced_not_even_by_force(string script)
    {
        string[] sources = [Folder["a.jpg"], Folder["a.png"], Folder["sub", "a.png"]];
        byte[][] before = [.. sources.Select((file, i) => File.ReadAllBytes(Photographs.Write(file, seed: (ulong)i)))];
        var result = Run(script);
        Assert.Equal(before, sources.Select(File.ReadAllBytes));
        Assert.NotEmpty(result.ErrorIds);
        Assert.All(result.ErrorIds, id => Assert.Equal("RetinaPS.DestinationCollision", id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    public void An_image_and_its_mask_never_share_a_file(string force)
    {
        Write("eye.jpg");
        var result = Run($"Invoke-RetinaPreprocess eye.jpg -Reference $reference -Destination out -MaskDestination out -Format Png {force}");
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal([Folder["eye.jpg"]], Folder.Files());
    }

    [Fact]
    public void Existing_results_are_left_without_force_and_replaced_with_it()
    {
        Write("a.png", "b.png");
        Directory.CreateDirectory(Folder["out"]);
        File.WriteAllText(Folder["out", "a.png"], "precious");
        var first = Run(Run1);
        Assert.Equal(["RetinaPS.DestinationExists"], first.ErrorIds);
        Assert.Equal(Folder["a.png"], first.Errors[0].TargetObject);
        Assert.Equal("precious", File.ReadAllText(Folder["out", "a.png"]));
        Assert.Equal([Folder["b.png"]], first.As<PreprocessResult>().Select(record => record.Source));
        Assert.Equal([Folder["a.png"], Folder["b.png"]], Run($"{Run1} -Force").Succeeded().As<PreprocessResult>().Select(record => record.Source));
        Assert.Equal(ImageFileFormat.Png, RetinaImageFiles.Read(Folder["out", "a.png"], int.MaxValue).Format);
    }

    [Fact]
    public void An_existing_mask_keeps_its_photograph_from_being_written()
    {
        Write("a.png");
        Directory.CreateDirectory(Folder["masks"]);
        File.WriteAllText(Folder["masks", "a.png"], "precious");
        Assert.Equal(["RetinaPS.DestinationExists"], Run($"{Run1} -MaskDestination masks").ErrorIds);
        Assert.Equal([Folder["a.png"], Folder["masks", "a.png"]], Folder.Files());
    }

    [Theory]
    [InlineData("Png", ".png")]
    [InlineData("Jpeg", ".jpg")]
    [InlineData("Tiff", ".tif")]
    [InlineData("Bmp", ".bmp")]
    public void The_format_is_the_one_asked_for(string format, string extension)
    {
        Write("eye.tiff");
        Run($"Invoke-RetinaPreprocess eye.tiff -Reference $reference -Destination out -Format {format}").Succeeded();
        Assert.Equal(format, RetinaImageFiles.Read(Assert.Single(Directory.GetFiles(Folder["out"])), int.MaxValue).Format.ToString());
        Assert.True(format == "Tiff" || File.Exists(Folder["out", "eye" + extension]));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Write("eye.png");
        Assert.Empty(Run($"{Run1} -MaskDestination masks -WhatIf").Succeeded().Output);
        Assert.Equal([Folder["eye.png"]], Folder.Files());
    }

    [Fact]
    public void What_cannot_be_written_is_one_error_a_photograph_and_leaves_no_trace()
    {
        Write("a.png", "b.png");
        Directory.CreateDirectory(Folder["out", "a.png"]);
        var result = Run(Run1);
        Assert.Equal(["RetinaPS.WriteFailed"], result.ErrorIds);
        Assert.Equal(Folder["a.png"], result.Errors[0].TargetObject);
        Assert.Equal([Folder["a.png"], Folder["b.png"], Folder["out", "b.png"]], Folder.Files());
        File.WriteAllText(Folder["blocked"], "a file");
        Assert.Equal(["RetinaPS.WriteFailed", "RetinaPS.WriteFailed"], Run("Invoke-RetinaPreprocess ?.png -Reference $reference -Destination blocked").ErrorIds);
        Assert.Equal([Folder["a.png"], Folder["b.png"], Folder["blocked"], Folder["out", "b.png"]], Folder.Files());
    }

    [Fact]
    public void A_photograph_without_an_eye_is_one_error_that_names_its_file()
    {
        Write("a.png", "c.png");
        Photographs.Write(Folder["b.png"], Photographs.Plain(120, 90, 0));
        var result = Run(Run1);
        Assert.Equal([Folder["a.png"], Folder["c.png"]], result.As<PreprocessResult>().Select(record => record.Source));
        Assert.Equal(["RetinaPS.EyeNotFound"], result.ErrorIds);
        Assert.Equal(Folder["b.png"], result.Errors[0].TargetObject);
    }

    [Fact]
    public void Masks_need_a_destination_for_the_images()
    {
        Write("eye.png");
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("Invoke-RetinaPreprocess eye.png -Reference $reference -MaskDestination masks").ErrorIds);
        Assert.Equal([Folder["eye.png"]], Folder.Files());
    }

    [Fact]
    public void A_missing_reference_ends_the_run_before_anything_is_written()
    {
        Write("eye.png");
        Assert.Equal(["RetinaPS.FileNotFound"], Run("Invoke-RetinaPreprocess eye.png -Reference missing.png -Destination out").ErrorIds);
        Assert.Equal([Folder["eye.png"]], Folder.Files());
    }

    [Fact]
    public void The_references_colours_decide_the_result()
    {
        Write("eye.png");
        Shell.Set("other", Photographs.Reference(seed: 1234));
        var results = Run("Invoke-RetinaPreprocess eye.png $reference; Invoke-RetinaPreprocess eye.png $other").Succeeded().As<RetinaImage>();
        Assert.NotEqual(results[0].CopyPixels(), results[1].CopyPixels());
    }

    private static EqualityComparer<(int Width, int Height)> SizesWithin(int tolerance) => EqualityComparer<(int Width, int Height)>.Create(
        (a, b) => Math.Abs(a.Width - b.Width) <= tolerance && Math.Abs(a.Height - b.Height) <= tolerance, _ => 0);
}
