using System.Runtime.InteropServices;
using OpenCvSharp;
using RetinaPS.FalseColor;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ExportRetinaContactSheetTests : CmdletTest
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    public void The_sheet_has_a_place_for_every_image(int images, int columns)
    {
        Write([.. Enumerable.Range(0, images).Select(i => $"{i}.png")]);
        var sheet = Run($"Export-RetinaContactSheet *.png -Destination sheets/sheet.png -Columns {columns} -TileSize 64").Succeeded().Single<FileInfo>();
        Assert.Equal(Folder["sheets", "sheet.png"], sheet.FullName);
        var drawn = RetinaImageFiles.Read(sheet.FullName, int.MaxValue);
        Assert.InRange(drawn.Width, 64 * Math.Min(images, columns), 90 * Math.Min(images, columns));
        int rows = (images + columns - 1) / columns;
        Assert.InRange(drawn.Height, 64 * rows, 120 * rows);
    }

    [Fact]
    public void Images_of_every_kind_have_a_place()
    {
        Give("colour");
        Shell.Set("grey", Photographs.Gray(new byte[400], 20, 20));
        Run("$bank = New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2; $float = $colour | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded();
        Run("$colour, $grey, $float | Export-RetinaContactSheet -Destination sheet.jpg -TileSize 64").Succeeded();
        Assert.True(File.Exists(Folder["sheet.jpg"]));
    }

    [Fact]
    public void An_outline_is_drawn_where_the_mask_ends()
    {
        Write("eye.png");
        Run("Import-RetinaImage eye.png | Get-EyeMask -PassThru | Export-RetinaContactSheet -Destination plain.png").Succeeded();
        Run("Import-RetinaImage eye.png | Get-EyeMask -PassThru | Export-RetinaContactSheet -Destination outlined.png -Outline").Succeeded();
        Assert.NotEqual(Photographs.Pixels(Folder["plain.png"]), Photographs.Pixels(Folder["outlined.png"]));
    }

    [Fact]
    public void A_bad_file_is_an_error_and_the_others_are_drawn()
    {
        Write("a.png", "b.png");
        File.WriteAllText(Folder["bad.png"], "no picture");
        var result = Run("Export-RetinaContactSheet a.png, bad.png, b.png -Destination sheet.bmp -TileSize 64");
        Assert.Equal(["RetinaPS.DecodeFailed"], result.ErrorIds);
        Assert.Single(result.As<FileInfo>());
    }

    [Theory]
    [InlineData("-Title Name")]
    [InlineData("-Title { $_.Name }")]
    [InlineData("-Title { 'eye'; }")]
    [InlineData("-Title Note")]
    public void A_title_is_a_property_or_what_a_script_block_says(string title)
    {
        Write("eye.png");
        Run("Export-RetinaContactSheet eye.png -Destination expected.png").Succeeded();
        Run($"$image = Import-RetinaImage eye.png; $image.PSObject.Properties.Add([psnoteproperty]::new('Note', 'eye')); $image | Export-RetinaContactSheet -Destination sheet.png {title}").Succeeded();
        Assert.Equal(File.ReadAllBytes(Folder["expected.png"]), File.ReadAllBytes(Folder["sheet.png"]));
        Run("Export-RetinaContactSheet eye.png -Destination other.png -Title { 'other' }").Succeeded();
        Assert.NotEqual(File.ReadAllBytes(Folder["expected.png"]), File.ReadAllBytes(Folder["other.png"]));
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("{ throw 'no' }")]
    [InlineData("{ }")]
    public void An_image_without_a_title_is_an_error(string title)
    {
        Write("eye.png");
        var result = Run($"Export-RetinaContactSheet eye.png -Destination sheet.png -Title {title}");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.False(File.Exists(Folder["sheet.png"]));
    }

    [Fact]
    public void Float_values_span_the_colour_map_under_a_bar_that_names_them()
    {
        Give("colour");
        Run("$bank = New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2; $float = $colour | Invoke-MatchedFilterBank -Bank $bank -Response Float").Succeeded();
        var image = Run("$float | Export-RetinaContactSheet -Destination sheet.png -TileSize 200 -ColorMap Inferno; $float").Succeeded().Output.Last().BaseObject as RetinaImage;
        float[] values = MemoryMarshal.Cast<byte, float>(image!.CopyPixels()).ToArray();
        using var sheet = Cv2.ImRead(Folder["sheet.png"]);
        using var tile = sheet[new Rect(8, 8 + 22 + 18, Photographs.Width, Photographs.Height)].Clone();
        using var colours = FalseColorImage.Bar(ColorMap.Inferno, 256, 1);
        float minimum = values.Min(), maximum = values.Max();
        for (int i = 0; i < values.Length; i++)
        {
            double level = (values[i] - minimum) * 255.0 / (maximum - minimum);
            var drawn = tile.At<Vec3b>(i / Photographs.Width, i % Photographs.Width);
            Assert.Contains(drawn, new[] { Math.Floor(level), Math.Ceiling(level) }.Select(l => colours.At<Vec3b>(0, (int)l)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -PyramidDown -ExcludeSaturated -MaskMethod Canny")]
    [InlineData(" -ClipLimit 2 -TileGrid 8,4")]
    public void The_steps_are_the_single_cmdlets_and_end_with_the_chain(string options)
    {
        Photographs.Write(Folder["eye.png"], seed: 3);
        Photographs.Write(Folder["ref.png"], seed: 4);
        Run($"Export-RetinaContactSheet eye.png -Destination steps.png -TileSize 200 -Steps -Reference ref.png{options}").Succeeded();
        using var result = Run($"Invoke-RetinaPreprocess eye.png -Reference ref.png{options}").Succeeded().Single<RetinaImage>();
        using var sheet = Cv2.ImRead(Folder["steps.png"]);
        Assert.Equal((5 * 208) + 8, sheet.Width);
        int x = 8 + (4 * 208) + ((200 - result.Width) / 2), y = 8 + 30 + 22 + ((Photographs.Height - result.Height) / 2);
        using var tile = sheet[new Rect(x, y, result.Width, result.Height)].Clone();
        Assert.Equal(result.CopyPixels(), Bytes(tile));
        using var first = sheet[new Rect(8, 8 + 30 + 22, Photographs.Width, Photographs.Height)].Clone();
        Assert.Equal(Photographs.Pixels(Folder["eye.png"]), Bytes(first));
    }

    [Fact]
    public void A_photograph_whose_steps_fail_has_no_row()
    {
        Write("a.png", "bb.png");
        Photographs.Write(Folder["plain.png"], Photographs.Plain(200, 160, 9));
        var result = Run("Export-RetinaContactSheet a.png, plain.png, bb.png -Destination steps.png -Steps -Reference a.png -TileSize 64");
        Assert.Equal(["RetinaPS.EyeNotFound"], result.ErrorIds);
        using var sheet = Cv2.ImRead(Folder["steps.png"]);
        Assert.Equal(8 + 30 + (2 * (22 + 51 + 8)), sheet.Height);
    }

    [Theory]
    [InlineData("-Steps")]
    [InlineData("-Reference eye.png")]
    public void Steps_and_a_reference_belong_together(string options)
    {
        Write("eye.png");
        Assert.Equal(["RetinaPS.InvalidArgument"], Run($"Export-RetinaContactSheet eye.png -Destination sheet.png {options}").ErrorIds);
    }

    [Theory]
    [InlineData("sheet.gif", "InvalidArgument")]
    [InlineData("sheet", "InvalidArgument")]
    [InlineData("taken.png", "DestinationExists")]
    public void What_cannot_be_written_is_said_before_any_image_is_taken(string destination, string error)
    {
        Write("eye.png");
        File.WriteAllText(Folder["taken.png"], "precious");
        var result = Run($"1..3 | ForEach-Object {{ $taken = $_; 'eye.png' }} | Export-RetinaContactSheet -Destination {destination}; $taken");
        Assert.Equal(["RetinaPS." + error], result.ErrorIds);
        Assert.Null(result.Output.SingleOrDefault()?.BaseObject);
        Assert.Equal("precious", File.ReadAllText(Folder["taken.png"]));
    }

    private static byte[] Bytes(Mat picture)
    {
        picture.GetArray(out Vec3b[] pixels);
        return MemoryMarshal.AsBytes<Vec3b>(pixels).ToArray();
    }
}
