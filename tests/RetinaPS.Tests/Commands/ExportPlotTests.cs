using System.Xml.Linq;
using OpenCvSharp;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ExportPlotTests : CmdletTest
{
    [Theory]
    [InlineData("Export-HistogramPlot eye.png")]
    [InlineData("Get-ColorHistogram eye.png | Export-HistogramPlot")]
    [InlineData("Import-RetinaImage eye.png | Export-HistogramPlot -WholeFrame")]
    [InlineData("Get-ChildItem eye.png | Export-HistogramPlot -Reference ref.png")]
    [InlineData("New-ColorReference ref.png | Export-HistogramPlot")]
    [InlineData("New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 3 | Export-FilterBankPlot")]
    public void A_plot_is_a_picture_or_a_drawing_with_text(string command)
    {
        Photographs.Write(Folder["eye.png"], seed: 3);
        Photographs.Write(Folder["ref.png"], seed: 4);
        var picture = Run($"{command} -Destination plots/plot.png").Succeeded().Single<FileInfo>();
        using var pixels = Cv2.ImRead(picture.FullName);
        Assert.Equal(new Vec3b(255, 255, 255), pixels.At<Vec3b>(pixels.Rows - 1, 0));
        Assert.True(pixels.Cols > 1000);
        var drawing = Run($"{command} -Destination plots/plot.svg").Succeeded().Single<FileInfo>();
        var root = XDocument.Load(drawing.FullName).Root!;
        Assert.Equal(pixels.Cols / 2, (int)root.Attribute("width")!);
        Assert.Contains(root.Descendants(root.Name.Namespace + "text"), text => text.Attribute("font-family")!.Value.Contains("Noto Sans", StringComparison.Ordinal));
    }

    [Fact]
    public void Photographs_that_share_a_folder_have_a_plot_each()
    {
        Write("a.png", "bb.png");
        var files = Run("Export-HistogramPlot a.png, bb.png plots -Format Svg").Succeeded().As<FileInfo>();
        Assert.Equal(["a.histogram.svg", "bb.histogram.svg"], files.Select(file => file.Name));
        var result = Run("Export-HistogramPlot a.png, bb.png one.svg");
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Single(result.Output);
    }

    [Fact]
    public void What_is_counted_is_the_eye_or_the_whole_frame()
    {
        Write("eye.png");
        Run("Export-HistogramPlot eye.png eye.svg; Export-HistogramPlot eye.png frame.svg -WholeFrame").Succeeded();
        long inside = Run("(Get-ColorHistogram eye.png).PixelCount").Succeeded().Single<long>();
        Assert.Contains(FormattableString.Invariant($"{inside:N0} pixels"), File.ReadAllText(Folder["eye.svg"]), StringComparison.Ordinal);
        Assert.Contains("32,000 pixels", File.ReadAllText(Folder["frame.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export-HistogramPlot eye.png plot.jpg", "InvalidArgument")]
    [InlineData("Export-HistogramPlot eye.png plot.svg -Format Png", "InvalidArgument")]
    [InlineData("Export-HistogramPlot eye.png taken.png", "DestinationExists")]
    [InlineData("New-MatchedFilterBank | Export-FilterBankPlot -Destination taken.png", "DestinationExists")]
    [InlineData("Export-HistogramPlot eye.png plot.png -Reference none.png", "FileNotFound")]
    [InlineData("1, 2 | ForEach-Object { New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2 } | Export-FilterBankPlot -Destination plot.png", "DestinationCollision")]
    public void What_cannot_be_plotted_is_an_error(string command, string error)
    {
        Write("eye.png");
        File.WriteAllText(Folder["taken.png"], "precious");
        Assert.Equal(["RetinaPS." + error], Run(command).ErrorIds);
        Assert.Equal("precious", File.ReadAllText(Folder["taken.png"]));
    }

    [Fact]
    public void WhatIf_writes_nothing_and_Force_replaces()
    {
        Write("eye.png");
        Run("Export-HistogramPlot eye.png plot.png -WhatIf; New-MatchedFilterBank | Export-FilterBankPlot -Destination plot.png -WhatIf").Succeeded();
        Assert.Equal([Folder["eye.png"]], Folder.Files());
        File.WriteAllText(Folder["plot.png"], "old");
        Assert.True(Run("Export-HistogramPlot eye.png plot.png -Force").Succeeded().Single<FileInfo>().Length > 1000);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Nothing_of_the_plots_libraries_is_loaded_before_a_plot_is_made()
    {
        Write("eye.png");
        const string Loaded = "([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Skia|ScottPlot|HarfBuzz') -join ','";
        var result = PwshProcess.Command(
            Folder.Path, $"$null = Get-EyeMask eye.png; \"before: $({Loaded})\"; $null = Export-HistogramPlot eye.png plot.png; \"after: $({Loaded})\"");
        Assert.Contains("before: \n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("ScottPlot", result.Output, StringComparison.Ordinal);
    }
}
