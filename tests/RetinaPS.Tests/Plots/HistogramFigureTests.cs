using System.Text;
using System.Xml.Linq;
using RetinaPS.Imaging;
using RetinaPS.Plots;
using RetinaPS.Tests.Support;
using ScottPlot.Plottables;
using Xunit;

namespace RetinaPS.Tests.Plots;

public sealed class HistogramFigureTests
{
    private static readonly string[] Channels = ["Blue", "Green", "Red"];

    [Fact]
    public void The_plotted_points_are_the_histograms_numbers()
    {
        var histogram = HistogramOf(seed: 3);
        var figure = HistogramFigure.Of(histogram);
        var (shares, cumulative) = (figure.Rows[0].Panels[0], figure.Rows[0].Panels[1]);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(Enumerable.Range(0, 256).Select(level => (double)level), cumulative.Lines[c].X);
            Assert.Equal(histogram.Channels[c].Cumulative.Select(level => (double)level), cumulative.Lines[c].Y);
            Assert.Equal(histogram.Channels[c].Counts.Select(count => 100.0 * count / histogram.PixelCount), shares.Lines[c].Y);
            Assert.Equal(PlotColors.Of(Channels[c]), cumulative.Lines[c].Color);
        }
    }

    [Fact]
    public void ScottPlot_is_given_the_figures_points()
    {
        ShippedFont.EnsureRegistered();
        foreach (var panel in HistogramFigure.Specification(HistogramOf(3), Photographs.Reference(), HistogramOf(99)).Rows.SelectMany(row => row.Panels))
        {
            using var plot = PanelPlot.Create(panel, 0);
            var drawn = plot.GetPlottables<Scatter>().ToArray();
            Assert.Equal(panel.Lines.Count, drawn.Length);
            for (int i = 0; i < drawn.Length; i++)
            {
                var points = drawn[i].Data.GetScatterPoints();
                Assert.Equal(panel.Lines[i].X, points.Select(point => point.X));
                Assert.Equal(panel.Lines[i].Y, points.Select(point => point.Y));
            }
        }
    }

    [Fact]
    public void The_paths_of_the_SVG_lead_through_the_cumulative_distribution()
    {
        var histogram = HistogramOf(seed: 5);
        var figure = HistogramFigure.Of(histogram);
        var svg = XDocument.Parse(Encoding.UTF8.GetString(FigureDrawing.Encode(figure, PlotFileFormat.Svg)));
        for (int c = 0; c < 3; c++)
        {
            var points = Assert.Single(SvgPaths.Of(svg, PlotColors.Of(Channels[c]), figure.Rows[0].Panels[1], panelNumber: 1));
            Assert.Equal(256, points.Length);
            for (int level = 0; level < 256; level++)
            {
                Assert.Equal(level, points[level].X, 0.01);
                Assert.Equal(histogram.Channels[c].Cumulative[level], points[level].Y, 0.01);
            }
        }
    }

    [Theory]
    [InlineData(PlotFileFormat.Png)]
    [InlineData(PlotFileFormat.Svg)]
    public void The_same_histogram_gives_the_same_file(PlotFileFormat format)
    {
        var figure = HistogramFigure.Of(HistogramOf(seed: 5));
        Assert.Equal(FigureDrawing.Encode(figure, format), FigureDrawing.Encode(figure, format));
    }

    [Fact]
    public void The_result_has_the_histogram_of_the_image_that_the_specification_makes()
    {
        using var image = Photographs.Image(seed: 3);
        var mask = EyeMask.FullFrame(image.Width, image.Height);
        var input = image.ComputeHistogram(mask);
        var reference = Photographs.Reference();
        byte[][] tables = reference.TablesFor(input);
        using var specified = image.Derive(image.Device.Engine.ApplyTables(image.Buffer, tables), mask);
        var expected = specified.ComputeHistogram(mask);
        var rows = HistogramFigure.Specification(input, reference, null).Rows;
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(expected.Channels[c].Counts.Select(count => 100.0 * count / expected.PixelCount), Named(rows[0].Panels[c], "result").Y);
            Assert.Equal(expected.Channels[c].Cumulative.Select(level => (double)level), Named(rows[1].Panels[c], "result").Y);
            Assert.Equal(reference.Tables[c].Select(level => (double)level), Named(rows[1].Panels[c], "reference").Y);
            Assert.Equal(tables[c].Select(level => (double)level), Named(rows[2].Panels[c], "look-up table").Y);
        }
    }

    [Fact]
    public void A_grey_photograph_is_compared_with_the_references_green()
    {
        using var image = Photographs.Gray([.. Enumerable.Range(0, 400).Select(i => (byte)(i / 2))], 20, 20);
        var input = image.ComputeHistogram(EyeMask.FullFrame(20, 20));
        var reference = Photographs.Reference();
        var figure = HistogramFigure.Specification(input, reference, null);
        Assert.All(figure.Rows, row => Assert.Single(row.Panels));
        Assert.Equal(reference.Green.Select(level => (double)level), Named(figure.Rows[1].Panels[0], "reference").Y);
    }

    [Fact]
    public void A_heap_of_saturated_pixels_is_told_in_words_and_presses_nothing_flat()
    {
        var counts = new long[256];
        Array.Fill(counts, 10, 100, 50);
        counts[255] = 500;
        var panel = HistogramFigure.Of(new ColorHistogram(null, "grey", [counts], excludeSaturated: false)).Rows[0].Panels[0];
        Assert.Equal(1.08, panel.YRange.To, 1e-9);
        Assert.Equal("gray 50 % at 255", panel.Note);
    }

    [Fact]
    public void A_references_distributions_are_plotted()
    {
        var reference = Photographs.Reference();
        var panel = Assert.Single(Assert.Single(HistogramFigure.Of(reference).Rows).Panels);
        Assert.Equal(reference.Red.Select(level => (double)level), Named(panel, "Red").Y);
    }

    private static PlotLine Named(PlotPanel panel, string name) => panel.Lines.Single(line => line.Name == name);

    private static ColorHistogram HistogramOf(ulong seed)
    {
        using var image = Photographs.Image(seed);
        return image.ComputeHistogram(EyeMask.FullFrame(image.Width, image.Height));
    }
}
