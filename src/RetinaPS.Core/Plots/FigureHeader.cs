using System.Globalization;
using RetinaPS.Lettering;
using SkiaSharp;

namespace RetinaPS.Plots;

/// <summary>The top of a figure: title, subtitle, and what lines and colours stand for.</summary>
internal static class FigureHeader
{
    public const int Height = 70;
    private const int Margin = 14;
    private const int Sample = 26;
    private const int BarWidth = 150;

    public static void Draw(SKCanvas canvas, Figure figure, int width)
    {
        using var ink = new SKPaint { Color = SKColor.Parse(PlotColors.Ink), IsAntialias = true };
        using var faint = new SKPaint { Color = SKColor.Parse(PlotColors.Faint), IsAntialias = true };
        new TextLine(figure.Title, 18).Shorten(width - (2 * Margin)).Draw(canvas, Margin, 28, ink);
        var subtitle = new TextLine(figure.Subtitle, 13).Shorten(width - (2 * Margin));
        subtitle.Draw(canvas, Margin, 53, faint);
        float right = width - Margin;
        if (figure.HeatMapLimit > 0)
            right = DrawColorBar(canvas, figure.HeatMapLimit, right, ink);
        DrawLegend(canvas, figure.Legend, right, Margin + subtitle.Width + 20, ink);
    }

    /// <summary>From the right edge leftwards, as far as there is room.</summary>
    private static void DrawLegend(SKCanvas canvas, IReadOnlyList<LegendEntry> legend, float right, float left, SKPaint ink)
    {
        float x = Math.Max(left, right - legend.Sum(entry => new TextLine(entry.Text, 13).Width + Sample + 26));
        foreach (var entry in legend)
        {
            float part = (float)Sample / entry.Colors.Count;
            for (int i = 0; i < entry.Colors.Count; i++)
            {
                using var dashes = entry.Dashed ? SKPathEffect.CreateDash([6, 4], 0) : null;
                using var line = new SKPaint { Color = SKColor.Parse(entry.Colors[i]), StrokeWidth = 3, IsStroke = true, IsAntialias = true, PathEffect = dashes };
                canvas.DrawLine(x + (i * part), 48.5f, x + ((i + 1) * part), 48.5f, line);
            }

            var text = new TextLine(entry.Text, 13);
            text.Draw(canvas, x + Sample + 7, 53, ink);
            x += Sample + text.Width + 26;
        }
    }

    private static float DrawColorBar(SKCanvas canvas, double limit, float right, SKPaint ink)
    {
        string text = limit.ToString("G3", CultureInfo.InvariantCulture);
        var (least, most) = (new TextLine("−" + text, 13), new TextLine(text, 13));
        float end = right - most.Width - 6;
        var colors = new ScottPlot.Colormaps.Balance();
        for (int i = 0; i < BarWidth; i++)
        {
            using var paint = new SKPaint { Color = colors.GetColor((i + 0.5) / BarWidth).ToSKColor() };
            canvas.DrawRect(end - BarWidth + i, 41, 1, 14, paint);
        }

        most.Draw(canvas, end + 6, 53, ink);
        least.Draw(canvas, end - BarWidth - 6 - least.Width, 53, ink);
        return end - BarWidth - least.Width - 26;
    }
}
