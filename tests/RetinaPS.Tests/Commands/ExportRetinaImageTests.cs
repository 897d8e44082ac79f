using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ExportRetinaImageTests : CmdletTest
{
    [Theory]
    [InlineData("Png", "eye.png")]
    [InlineData("Tiff", "eye.tif")]
    [InlineData("Bmp", "eye.bmp")]
    [InlineData("Jpeg", "eye.jpg")]
    public void The_format_decides_the_extension_and_what_is_written(string format, string file)
    {
        using var image = Give("image", name: "eye");
        var written = Run($"$image | Export-RetinaImage out -Format {format}").Succeeded().Single<FileInfo>();
        Assert.Equal(Folder["out", file], written.FullName);
        var encoded = RetinaImageFiles.Read(written.FullName, int.MaxValue);
        Assert.Equal((format, image.Width, image.Height), (encoded.Format.ToString(), encoded.Width, encoded.Height));
        if (format != "Jpeg")
            Assert.Equal(image.CopyPixels(), Photographs.Pixels(written.FullName));
    }

    [Theory]
    [InlineData("eye.png")]
    [InlineData("EYE.JPEG")]
    [InlineData("eye.tiff")]
    [InlineData("eye[1].bmp")]
    [InlineData("v1.2 глаз.png")]
    public void Without_a_format_a_file_keeps_its_name_and_kind(string name)
    {
        Write(name);
        Shell.Set("name", name);
        Run("Import-RetinaImage -LiteralPath $name | Export-RetinaImage -Destination out").Succeeded();
        Assert.Equal([Folder["out", name]], Directory.GetFiles(Folder["out"]));
    }

    [Fact]
    public void An_image_made_in_memory_becomes_a_jpeg_of_quality_95()
    {
        using var image = Give("image", name: "made");
        Run("$image | Export-RetinaImage out").Succeeded();
        Assert.Equal(Photographs.Encode(image, ImageFileFormat.Jpeg, 95), File.ReadAllBytes(Folder["out", "made.jpg"]));
    }

    [Fact]
    public void A_lower_quality_makes_a_smaller_file()
    {
        using var image = Give("image", name: "eye");
        long[] sizes = [.. new[] { 10, 50, 95, 100 }.Select(quality =>
            Run($"$image | Export-RetinaImage q{quality} -Quality {quality}").Succeeded().Single<FileInfo>().Length)];
        Assert.Equal(sizes.Order(), sizes);
        Assert.Equal(4, sizes.Distinct().Count());
    }

    [Fact]
    public void Of_two_images_of_one_name_the_first_is_written_and_the_second_is_an_error()
    {
        Photographs.Write(Folder["left", "eye.png"], seed: 1);
        Photographs.Write(Folder["right", "eye.png"], seed: 2);
        var result = Run("Import-RetinaImage left/eye.png, right/eye.png | Export-RetinaImage out -Force");
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal(Folder["right", "eye.png"], result.Errors[0].TargetObject);
        Assert.Equal(Photographs.Create(seed: 1).Bgr, Photographs.Pixels(Folder["out", "eye.png"]));
    }

    [Theory]
    [InlineData("Export-RetinaImage . -Force")]
    [InlineData("Export-RetinaImage sub/.. -Force")]
    [InlineData("Invoke-GpuClahe | Export-RetinaImage . -Force -Format Png")]
    public void No_file_replaces_its_own_source(string command)
    {
        Write("eye.png");
        byte[] before = File.ReadAllBytes(Folder["eye.png"]);
        var result = Run($"Import-RetinaImage eye.png | {command}");
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal(before, File.ReadAllBytes(Folder["eye.png"]));
    }

    [Fact]
    public void A_suffix_keeps_results_beside_their_sources()
    {
        Write("eye.png");
        Run("Import-RetinaImage eye.png | Export-RetinaImage . -Suffix _copy").Succeeded();
        Assert.Equal([Folder["eye.png"], Folder["eye_copy.png"]], Folder.Files());
    }

    [Fact]
    public void A_base_path_mirrors_the_folders_below_it()
    {
        foreach (string folder in (string[])["in", "in/a", "in/a/b"])
            Photographs.Write(Folder[folder, "eye.png"]);
        Run("Import-RetinaImage in/eye.png, in/a/eye.png, in/a/b/eye.png | Export-RetinaImage out -BasePath in").Succeeded();
        Assert.Equal(
            [Folder["out", "a", "b", "eye.png"], Folder["out", "a", "eye.png"], Folder["out", "eye.png"]],
            Directory.GetFiles(Folder["out"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("elsewhere/eye.png")]
    [InlineData("in2/eye.png")]
    public void A_source_outside_of_the_base_path_is_an_error(string source)
    {
        Photographs.Write(Folder[source]);
        var result = Run($"Import-RetinaImage {source} | Export-RetinaImage out -BasePath in");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Equal(Folder[source], result.Errors[0].TargetObject);
        Assert.False(Directory.Exists(Folder["out"]));
    }

    [Fact]
    public void A_mask_is_a_png_of_255_inside_and_0_outside()
    {
        Write("eye.jpg");
        var mask = Run("Import-RetinaImage eye.jpg | Get-EyeMask -OutVariable mask | Export-RetinaImage out -Suffix _mask; $mask[0]").Succeeded();
        Assert.Equal(Folder["out", "eye_mask.png"], ((FileInfo)mask.Output[0].BaseObject).FullName);
        byte[] truth = ((EyeMask)mask.Output[1].BaseObject).ToPixels();
        using var image = Run("Import-RetinaImage out/eye_mask.png").Succeeded().Single<RetinaImage>();
        Assert.Equal(PixelFormat.Gray8, image.Format);
        Assert.Equal(truth, image.CopyPixels());
        Assert.Equal<byte>([0, 255], truth.Distinct().Order().ToArray());
    }

    [Fact]
    public void A_float_image_keeps_its_numbers_as_tiff_and_fills_the_range_as_png()
    {
        float[] levels = [.. Enumerable.Range(0, 32 * 16).Select(i => (i - 100) / 7f)];
        var pixels = System.Runtime.InteropServices.MemoryMarshal.AsBytes(levels.AsSpan()).ToArray();
        Shell.Set("image", new RetinaImage(RetinaDevices.Cpu.Engine.Upload(pixels, 32, 16, PixelFormat.Gray32Float), null, "response"));
        Run("$image | Export-RetinaImage out -Format Tiff; $image | Export-RetinaImage out -Format Png").Succeeded();
        using var stored = OpenCvSharp.Cv2.ImRead(Folder["out", "response.tif"], OpenCvSharp.ImreadModes.Unchanged);
        Assert.True(stored.GetArray(out float[] read));
        Assert.Equal(levels, read);
        float maximum = levels.Max();
        using var png = Run("Import-RetinaImage out/response.png").Succeeded().Single<RetinaImage>();
        Assert.Equal(levels.Select(level => (byte)Math.Clamp(Math.Round(level * 255.0 / maximum), 0, 255)), png.CopyPixels());
    }

    [Fact]
    public void What_cannot_be_written_is_one_error_without_a_trace_and_the_others_are_written()
    {
        using var first = Give("first", name: "first");
        using var second = Give("second", name: "second");
        Directory.CreateDirectory(Folder["out", "first.jpg"]);
        var result = Run("$first, $second | Export-RetinaImage out -Force");
        Assert.Equal(["RetinaPS.WriteFailed"], result.ErrorIds);
        Assert.Equal([Folder["out", "second.jpg"]], Folder.Files());
        Assert.Empty(Directory.GetFileSystemEntries(Folder["out", "first.jpg"]));
    }

    [Fact]
    public void A_destination_that_is_a_file_is_an_error()
    {
        using var image = Give("image");
        File.WriteAllText(Folder["out"], "a file");
        Assert.Equal(["RetinaPS.WriteFailed"], Run("$image | Export-RetinaImage out").ErrorIds);
        Assert.Equal([Folder["out"]], Folder.Files());
    }

    [Fact]
    public void An_image_too_wide_for_its_format_is_an_error_and_no_empty_file()
    {
        Shell.Set("image", Photographs.Plain(70_000, 1, level: 9, name: "wide"));
        var result = Run("$image | Export-RetinaImage out -Format Jpeg");
        Assert.Equal(["RetinaPS.WriteFailed"], result.ErrorIds);
        Assert.Contains("wide", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Folder.Files());
    }

    [Fact]
    public void An_image_that_was_freed_is_one_error_and_the_others_are_written()
    {
        Give("freed", name: "freed").Dispose();
        using var good = Give("good", name: "good");
        var result = Run("$freed, $good | Export-RetinaImage out");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Equal([Folder["out", "good.jpg"]], Folder.Files());
    }
}
