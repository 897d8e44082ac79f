using OpenCvSharp;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ImportRetinaImageTests : CmdletTest
{
    [Theory]
    [InlineData("eye.png")]
    [InlineData("eye.tif")]
    [InlineData("eye.tiff")]
    [InlineData("eye.bmp")]
    public void Lossless_formats_come_as_they_were_written(string file)
    {
        Photographs.Write(Folder[file], seed: 7);
        using var image = Import(file);
        Assert.Equal(Photographs.Create(seed: 7).Bgr, image.CopyPixels());
    }

    [Theory]
    [InlineData("eye.jpg")]
    [InlineData("EYE.JPEG")]
    public void A_jpeg_comes_nearly_as_it_was_written(string file)
    {
        Photographs.Write(Folder[file], seed: 7);
        using var image = Import(file);
        var truth = Photographs.Create(seed: 7).Bgr;
        Assert.InRange(image.CopyPixels().Zip(truth, (a, b) => Math.Abs(a - b)).Average(), 0.01, 4);
    }

    [Fact]
    public void What_the_file_holds_counts_and_not_its_extension()
    {
        Photographs.Write(Folder["eye.png"], seed: 7);
        File.Move(Folder["eye.png"], Folder["eye.jpg"]);
        using var image = Import("eye.jpg");
        Assert.Equal(Photographs.Create(seed: 7).Bgr, image.CopyPixels());
    }

    [Theory]
    [InlineData("grey.png")]
    [InlineData("grey.jpg")]
    [InlineData("grey.tif")]
    [InlineData("grey.bmp")]
    public void Grey_files_stay_grey_unless_colour_is_asked_for(string file)
    {
        byte[] levels = [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)(i / 16))];
        using (var gray = Photographs.Gray(levels, 64, 48))
            Photographs.Write(Folder[file], gray);
        using var image = Import(file);
        using var color = Import(file + " -Color");
        Assert.Equal(PixelFormat.Gray8, image.Format);
        Assert.Equal(PixelFormat.Bgr24, color.Format);
        Assert.Equal(image.CopyPixels().SelectMany(level => new[] { level, level, level }), color.CopyPixels());
    }

    [Fact]
    public void Of_a_pngs_16_bit_samples_the_high_byte_is_kept() => Assert.Equal(Photographs.Create(5).Bgr, ImportDeep("deep.png", out _));

    [Fact]
    public void A_tiffs_16_bit_samples_are_scaled_and_rounded()
    {
        byte[] pixels = ImportDeep("deep.tif", out ushort[] samples);
        Assert.Equal(samples.Select(s => (byte)Math.Round(s / 257.0)), pixels);
    }

    [Theory]
    [InlineData("deep.png")]
    [InlineData("deep.tif")]
    public void A_grey_16_bit_file_becomes_a_grey_image(string file)
    {
        ushort[] samples = [.. Enumerable.Range(0, 256 * 16).Select(i => (ushort)(i * 16))];
        using (var picture = Mat.FromPixelData(16, 256, MatType.CV_16UC1, samples))
            Photographs.Write(Folder[file], picture);
        using var image = Import(file);
        Assert.Equal(PixelFormat.Gray8, image.Format);
        Assert.Equal(samples.Select(s => (byte)(s >> 8)), image.CopyPixels());
    }

    [Theory]
    [InlineData("alpha.png")]
    [InlineData("alpha.tif")]
    public void An_alpha_channel_is_dropped(string file)
    {
        byte[] bgr = Photographs.Create(5).Bgr;
        byte[] bgra = [.. bgr.Chunk(3).SelectMany((pixel, i) => pixel.Append((byte)(255 - (i % 3))))];
        using (var picture = Mat.FromPixelData(Photographs.Height, Photographs.Width, MatType.CV_8UC4, bgra))
            Photographs.Write(Folder[file], picture);
        using var image = Import(file);
        Assert.Equal(PixelFormat.Bgr24, image.Format);
        Assert.Equal(bgr, image.CopyPixels());
    }

    /// <summary>The corners of a picture that is stored as A B over C D, top left, top right, bottom left, bottom right.</summary>
    [Theory]
    [InlineData(1, "ABCD")]
    [InlineData(2, "BADC")]
    [InlineData(3, "DCBA")]
    [InlineData(4, "CDAB")]
    [InlineData(5, "ACBD")]
    [InlineData(6, "CADB")]
    [InlineData(7, "DBCA")]
    [InlineData(8, "BDAC")]
    public void The_orientation_in_a_jpeg_is_applied(byte orientation, string corners)
    {
        const int StoredWidth = 64, StoredHeight = 32;
        using var stored = Photographs.Gray(
            [.. Enumerable.Range(0, StoredWidth * StoredHeight).Select(i => (byte)(40 + (i % StoredWidth >= StoredWidth / 2 ? 50 : 0) + (i / StoredWidth >= StoredHeight / 2 ? 100 : 0)))],
            StoredWidth,
            StoredHeight);
        File.WriteAllBytes(Folder["turned.jpg"], ImageBytes.WithOrientation(Photographs.Encode(stored, ImageFileFormat.Jpeg, 100), orientation));
        using var image = Import("turned.jpg");
        Assert.Equal(orientation >= 5 ? (StoredHeight, StoredWidth) : (StoredWidth, StoredHeight), (image.Width, image.Height));
        byte[] pixels = image.CopyPixels();
        Assert.Equal(corners, new string([Corner(0, 0), Corner(1, 0), Corner(0, 1), Corner(1, 1)]));

        char Corner(int right, int bottom) =>
            (char)('A' + ((pixels[((bottom * (image.Height - 1)) * image.Width) + (right * (image.Width - 1))] - 40 + 25) / 50));
    }

    [Fact]
    public void A_device_that_does_not_exist_ends_the_command_with_the_names_of_those_that_do()
    {
        Write("eye.png");
        var result = Run("Import-RetinaImage eye.png -Device Cuda77");
        Assert.Equal(["RetinaPS.DeviceNotFound"], result.ErrorIds);
        Assert.Contains("Cpu", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private byte[] ImportDeep(string file, out ushort[] samples)
    {
        samples = [.. Photographs.Create(5).Bgr.Select((level, i) => (ushort)((level << 8) | (i % 256)))];
        using (var picture = Mat.FromPixelData(Photographs.Height, Photographs.Width, MatType.CV_16UC3, samples))
            Photographs.Write(Folder[file], picture);
        using var image = Import(file);
        Assert.Equal(PixelFormat.Bgr24, image.Format);
        return image.CopyPixels();
    }

    private RetinaImage Import(string arguments) => Run("Import-RetinaImage " + arguments).Succeeded().Single<RetinaImage>();
}
