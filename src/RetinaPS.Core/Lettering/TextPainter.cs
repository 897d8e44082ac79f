using OpenCvSharp;
using SkiaSharp;

namespace RetinaPS.Lettering;

/// <summary>Writes lines of text on OpenCV's matrices.</summary>
internal static class TextPainter
{
    /// <summary>Writes on a part of a colour matrix: vertically in its middle, from its left or its right edge, shortened to its width.</summary>
    public static void Write(Mat target, Rect area, string text, float size, Scalar ink, bool right = false)
    {
        if (text.Length == 0 || area.Width <= 0)
            return;
        using var part = new Mat(target, area);
        using var surface = part.CvtColor(ColorConversionCodes.BGR2BGRA);
        var info = new SKImageInfo(area.Width, area.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        var line = new TextLine(text, size).Shorten(area.Width);
        using (var bitmap = new SKBitmap())
        {
            bitmap.InstallPixels(info, surface.Data, (int)surface.Step());
            using var canvas = new SKCanvas(bitmap);
            using var paint = new SKPaint { Color = new SKColor((byte)ink.Val2, (byte)ink.Val1, (byte)ink.Val0), IsAntialias = true };
            line.Draw(canvas, right ? area.Width - line.Width : 0, (area.Height / 2f) + (0.36f * size), paint);
        }

        Cv2.CvtColor(surface, part, ColorConversionCodes.BGRA2BGR);
    }
}
