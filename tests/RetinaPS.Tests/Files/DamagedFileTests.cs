using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Files;

public sealed class DamagedFileTests : CmdletTest
{
    /// <summary>Compressions that a TIFF may name: of old and new fax, LZW, JPEG, Deflate, JBIG, JPEG 2000, LZMA, Zstandard, WebP, and none such.</summary>
    public static TheoryData<int> TiffCompressions =>
        [2, 3, 4, 5, 6, 7, 8, 32766, 32771, 32773, 32809, 32946, 34661, 34676, 34677, 34712, 34887, 34925, 50000, 50001, 50002, 60000];

    public static TheoryData<string> Bad => [.. BadFiles.All.Keys];

    [Theory, MemberData(nameof(Bad))]
    public void Import_says_in_one_error_what_is_wrong_with_which_file_and_goes_on(string name)
    {
        WriteBetweenGoodOnes(name);
        var result = Run($"Import-RetinaImage a.png, {name}, b.png");
        Assert.Equal(["a", "b"], result.As<RetinaImage>().Select(image => image.Name));
        AssertOneError(result, name);
    }

    [Theory, MemberData(nameof(Bad))]
    [Trait("Speed", "Slow")]
    public void A_run_says_in_one_error_what_is_wrong_with_which_file_and_goes_on(string name)
    {
        WriteBetweenGoodOnes(name);
        Shell.Set("reference", Photographs.Reference());
        var result = Run($"Invoke-RetinaPreprocess a.png, {name}, b.png -Reference $reference -Destination out");
        Assert.Equal([Folder["a.png"], Folder["b.png"]], result.As<RetinaPS.Batch.PreprocessResult>().Select(record => record.Source));
        Assert.Equal([Folder["out", "a.png"], Folder["out", "b.png"]], Directory.EnumerateFileSystemEntries(Folder["out"]).Order());
        AssertOneError(result, name);
    }

    [Fact]
    public void Folders_full_of_bad_files_give_one_error_each()
    {
        foreach (var (name, file) in BadFiles.All)
            File.WriteAllBytes(Folder[name], file.Bytes);
        var result = Run("Import-RetinaImage *.*");
        Assert.Empty(result.Output);
        Assert.Equal(
            BadFiles.All.Select(file => (Folder[file.Key], "RetinaPS." + file.Value.Error)).Order(),
            result.Errors.Select(error => ((string)error.TargetObject, error.FullyQualifiedErrorId.Split(',')[0])).Order());
    }

    [Theory]
    [InlineData(ImageFileFormat.Jpeg)]
    [InlineData(ImageFileFormat.Png)]
    [InlineData(ImageFileFormat.Tiff)]
    [InlineData(ImageFileFormat.Bmp)]
    public void A_file_that_is_cut_short_anywhere_is_never_an_image(ImageFileFormat format)
    {
        byte[] whole = BadFiles.Encode(format);
        var cuts = Enumerable.Range(0, 64).Select(i => i * whole.Length / 64).Concat([whole.Length - 4, whole.Length - 3, whole.Length - 2, whole.Length - 1]);
        Assert.All(cuts, cut => Assert.Equal(RetinaErrorId.DecodeFailed, Assert.Throws<RetinaException>(() => Decode(whole[..cut])).ErrorId));
    }

    [Theory]
    [InlineData(ImageFileFormat.Jpeg)]
    [InlineData(ImageFileFormat.Png)]
    [InlineData(ImageFileFormat.Tiff)]
    [InlineData(ImageFileFormat.Bmp)]
    public void A_file_with_flipped_bits_is_an_image_or_an_error_of_ours(ImageFileFormat format)
    {
        byte[] whole = BadFiles.Encode(format);
        var random = new Random(20260 + (int)format);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. whole];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                // Headers are short and pixels are many: every second flip falls near one end.
                int at = random.Next(2) == 0 ? random.Next(damaged.Length) : random.Next(Math.Min(200, damaged.Length));
                damaged[random.Next(4) == 0 ? damaged.Length - 1 - at : at] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                Decode(damaged);
            }
            catch (RetinaException)
            {
                // Said to be damaged, which it is.
            }
        }
    }

    [Theory, MemberData(nameof(TiffCompressions))]
    public void A_tiff_of_any_compression_is_an_image_or_an_error_of_ours(int compression)
    {
        try
        {
            Decode(ImageBytes.Tiff([.. Enumerable.Range(0, 64 * 64).Select(i => (byte)i)], 64, compression));
        }
        catch (RetinaException e)
        {
            Assert.Contains(e.ErrorId, (RetinaErrorId[])[RetinaErrorId.DecodeFailed, RetinaErrorId.UnsupportedFormat]);
        }
    }

    [Fact]
    public void A_tiff_whose_directory_comes_first_is_read()
    {
        byte[] levels = [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)i)];
        File.WriteAllBytes(Folder["first.tif"], ImageBytes.Tiff(levels, 64));
        Assert.Equal(levels, Run("Import-RetinaImage first.tif").Succeeded().Single<RetinaImage>().CopyPixels());
    }

    [Fact]
    public void The_message_says_what_to_do()
    {
        foreach (string name in (string[])["truncated.jpg", "cmyk.jpg", "bomb.png"])
            File.WriteAllBytes(Folder[name], BadFiles.All[name].Bytes);
        string[] messages = [.. Run("Import-RetinaImage truncated.jpg, cmyk.jpg, bomb.png").Errors.Select(error => error.ToString())];
        Assert.Contains("cut short. Copy it again", messages[0], StringComparison.Ordinal);
        Assert.Contains("Convert it to RGB", messages[1], StringComparison.Ordinal);
        Assert.Contains("-MaximumMegapixels", messages[2], StringComparison.Ordinal);
    }

    private static void Decode(byte[] bytes)
    {
        const int Limit = 1_000_000;
        RetinaDevices.Cpu.Engine.Decode(ImageFileInspector.Inspect("damaged", bytes, Limit), color: false).Dispose();
    }

    private void WriteBetweenGoodOnes(string name)
    {
        Photographs.Write(Folder["a.png"], seed: 1);
        Photographs.Write(Folder["b.png"], seed: 2);
        File.WriteAllBytes(Folder[name], BadFiles.All[name].Bytes);
    }

    private void AssertOneError(ShellOutput result, string name)
    {
        Assert.Null(result.Thrown);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("RetinaPS." + BadFiles.All[name].Error, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(Folder[name], error.TargetObject);
        Assert.Contains(name, error.Exception.Message, StringComparison.Ordinal);
    }
}
