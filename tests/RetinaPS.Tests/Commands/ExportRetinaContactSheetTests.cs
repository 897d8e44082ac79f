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
        var drawn = ImageFileLoader.Read(sheet.FullName, int.MaxValue);
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

    [Fact]
    public void WhatIf_and_an_empty_pipeline_write_nothing()
    {
        Write("eye.png");
        Assert.Empty(Run("Export-RetinaContactSheet eye.png -Destination sheet.png -WhatIf").Succeeded().Output);
        Assert.Empty(Run("Export-RetinaContactSheet none-*.png -Destination sheet.png").Succeeded().Output);
        Assert.Equal([Folder["eye.png"]], Folder.Files());
    }
}
