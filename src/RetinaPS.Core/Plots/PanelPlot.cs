using System.Globalization;
using RetinaPS.Lettering;
using ScottPlot;

namespace RetinaPS.Plots;

/// <summary>Makes ScottPlot's plot of a panel.</summary>
internal static class PanelPlot
{
    public static Plot Create(PlotPanel panel, double heatMapLimit)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Color.FromHex(PlotColors.Paper);
        plot.DataBackground.Color = Color.FromHex(PlotColors.Paper);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        if (panel.HeatMap is not null)
            AddHeatMap(plot, panel.HeatMap, heatMapLimit);
        foreach (var line in panel.Lines)
            AddLine(plot, line);
        plot.Axes.SetLimits(panel.XRange.From, panel.XRange.To, panel.YRange.From, panel.YRange.To);
        SetAxes(plot, panel);
        if (panel.Note.Length > 0)
            AddNote(plot, panel.Note);
        return plot;
    }

    private static void AddHeatMap(Plot plot, double[,] values, double limit)
    {
        var map = plot.Add.Heatmap(values);
        map.Colormap = new ScottPlot.Colormaps.Balance();
        map.ManualRange = new ScottPlot.Range(-limit, limit);
    }

    private static void AddLine(Plot plot, PlotLine line)
    {
        var drawn = plot.Add.Scatter(line.X, line.Y, Color.FromHex(line.Color));
        drawn.MarkerSize = 0;
        drawn.LineWidth = line.Width;
        drawn.LegendText = line.Name;
        if (line.Dashed)
            drawn.LinePattern = LinePattern.DenselyDashed;
        if (!line.Filled)
            return;
        drawn.FillY = true;
        drawn.FillYColor = Color.FromHex(line.Color).WithAlpha(0.18);
    }

    private static void SetAxes(Plot plot, PlotPanel panel)
    {
        plot.Font.Set(Typefaces.Family);
        plot.HideLegend();
        plot.Title(panel.Title, 14);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = Color.FromHex(panel.TitleColor);
        plot.Axes.Title.IsVisible = panel.Title.Length > 0;
        if (panel.HeatMap is not null)
        {
            plot.HideAxesAndGrid();
            plot.Axes.Title.IsVisible = true;
            plot.Layout.Fixed(new PixelPadding(8, 8, 4, 26));
            return;
        }

        plot.XLabel(panel.XLabel, 13);
        plot.YLabel(panel.YLabel, 13);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.Bold = false;
            axis.Label.ForeColor = Color.FromHex(PlotColors.Ink);
            axis.TickLabelStyle.FontSize = 12;
            axis.TickLabelStyle.ForeColor = Color.FromHex(PlotColors.Ink);
        }

        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(PlotColors.Grid);
        if (panel.XTicks is not null)
            plot.Axes.Bottom.TickGenerator = Ticks(panel.XTicks);
        if (panel.YTicks is not null)
            plot.Axes.Left.TickGenerator = Ticks(panel.YTicks);

        // Panels under one another share their left edge.
        plot.Layout.Fixed(new PixelPadding(panel.YLabel.Length > 0 ? 62 : 54, 12, 48, panel.Title.Length > 0 ? 32 : 12));
    }

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] positions) =>
        new(positions, [.. positions.Select(position => position.ToString("G3", CultureInfo.InvariantCulture))]);

    private static void AddNote(Plot plot, string text)
    {
        var note = plot.Add.Annotation(text, Alignment.UpperRight);
        note.LabelStyle.FontSize = 12;
        note.LabelStyle.ForeColor = Color.FromHex(PlotColors.Faint);
        note.LabelStyle.BackgroundColor = Color.FromHex(PlotColors.Paper).WithAlpha(0.8);
        note.LabelStyle.BorderWidth = 0;
        note.LabelStyle.ShadowColor = Colors.Transparent;
    }
}
