using ScottPlot;
using SkiaSharp;

namespace RetinaPS.Plots;

/// <summary>Draws a figure, through ScottPlot, as a file's bytes.</summary>
internal static class FigureDrawing
{
    /// <summary>Pixels of a PNG to a unit of the drawing, so that text is sharp in print.</summary>
    private const int PixelsPerUnit = 2;

    /// <exception cref="RetinaException">FileNotFound or NativeLibraryNotFound: the module is not whole.</exception>
    public static byte[] Encode(Figure figure, PlotFileFormat format)
    {
        ShippedFont.EnsureRegistered();
        int width = figure.Rows.Max(row => row.PanelWidth * row.Panels.Count);
        int height = FigureHeader.Height + figure.Rows.Sum(row => row.PanelHeight);
        return format == PlotFileFormat.Svg ? EncodeSvg(figure, width, height) : EncodePng(figure, width, height);
    }

    private static byte[] EncodePng(Figure figure, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width * PixelsPerUnit, height * PixelsPerUnit, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(PixelsPerUnit);
            Draw(canvas, figure, width);
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static byte[] EncodeSvg(Figure figure, int width, int height)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
            Draw(canvas, figure, width);
        stream.Position = 0;
        return SvgFinish.Apply(stream);
    }

    private static void Draw(SKCanvas canvas, Figure figure, int width)
    {
        canvas.DrawColor(SKColor.Parse(PlotColors.Paper));
        FigureHeader.Draw(canvas, figure, width);
        float top = FigureHeader.Height;
        foreach (var row in figure.Rows)
        {
            for (int i = 0; i < row.Panels.Count; i++)
            {
                using var plot = PanelPlot.Create(row.Panels[i], figure.HeatMapLimit);
                var area = new PixelRect(i * row.PanelWidth, (i + 1) * row.PanelWidth, top + row.PanelHeight, top);

                // The first time a plot lays itself out and then draws everything again, which would stand in the file twice.
                using var nowhere = new SKNoDrawCanvas(width, (int)area.Bottom);
                plot.Render(nowhere, area);
                plot.Render(canvas, area);
            }

            top += row.PanelHeight;
        }
    }
}
