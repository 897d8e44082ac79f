using RetinaPS.Engines.EyeFinding;
using RetinaPS.Imaging;

namespace RetinaPS.Tests.EyeFinding;

/// <summary>A plain drawing of what a fundus camera sees: no more than the finder's tests need to tell right from wrong.</summary>
internal sealed class FundusDrawing
{
    private uint _state = 12345;

    public int Width { get; init; } = 512;

    public int Height { get; init; } = 342;

    public required EyeCircle Circle { get; init; }

    public double Left { get; init; } = double.NegativeInfinity;

    public double Top { get; init; } = double.NegativeInfinity;

    public double Right { get; init; } = double.PositiveInfinity;

    public double Bottom { get; init; } = double.PositiveInfinity;

    /// <summary>Blue, green, red.</summary>
    public (double B, double G, double R) Background { get; init; } = (0, 0, 0);

    /// <summary>Brightness of the retina; 1 is well exposed.</summary>
    public double Exposure { get; init; } = 1;

    /// <summary>Exposure at the left rim over that at the right rim.</summary>
    public double LeftExposure { get; init; } = 1;

    /// <summary>Part of the light lost at the rim.</summary>
    public double Vignetting { get; init; } = 0.3;

    /// <summary>Half the width of the rim's rise, in pixels.</summary>
    public double Softness { get; init; } = 0.7;

    /// <summary>Half the range of evenly distributed noise, in levels.</summary>
    public double Noise { get; init; } = 1;

    /// <summary>What is drawn over the photograph, such as a label: given column and row, the level of all channels, or null.</summary>
    public Func<int, int, double?>? Overlay { get; init; }

    public byte[] Draw()
    {
        var pixels = new byte[Width * Height * 3];
        for (int y = 0, at = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++, at += 3)
            {
                double dx = (x - Circle.CenterX) / Circle.Radius, dy = (y - Circle.CenterY) / Circle.Radius;
                double light = Light(dx, dy), inside = Coverage(x, y);
                double noise = ((_state = (_state * 1664525) + 1013904223) / (double)uint.MaxValue * 2) - 1;
                for (int c = 0; c < 3; c++)
                {
                    double background = c == 0 ? Background.B : c == 1 ? Background.G : Background.R;
                    double retina = c == 0 ? 45 : c == 1 ? 80 : 190;
                    double level = Overlay?.Invoke(x, y) ?? (background + (inside * retina * light));
                    pixels[at + c] = (byte)Math.Clamp(Math.Round(level + (Noise * noise)), 0, 255);
                }
            }
        }

        return pixels;
    }

    /// <summary>The pixels whose centres lie inside, as the finder's caller would make them from its outline.</summary>
    public double IntersectionOverUnion(EyeOutline outline)
    {
        int both = 0, either = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                bool truth = Inside(Circle, Left, Top, Right, Bottom, x, y);
                bool found = Inside(outline.Circle, outline.Left, outline.Top, outline.Right, outline.Bottom, x, y);
                both += truth && found ? 1 : 0;
                either += truth || found ? 1 : 0;
            }
        }

        return (double)both / either;
    }

    private static bool Inside(EyeCircle circle, double left, double top, double right, double bottom, int x, int y)
    {
        double dx = x - circle.CenterX, dy = y - circle.CenterY;
        return (dx * dx) + (dy * dy) <= circle.Radius * circle.Radius && x >= left && x <= right && y >= top && y <= bottom;
    }

    /// <summary>Illumination, vessels and an optic disc: steps inside the eye that are not its rim.</summary>
    private double Light(double dx, double dy)
    {
        double light = Exposure * (1 - (Vignetting * ((dx * dx) + (dy * dy))));
        light *= LeftExposure + ((1 - LeftExposure) * Math.Clamp((dx + 1) / 2, 0, 1));
        if (((dx - 0.45) * (dx - 0.45)) + (dy * dy) < 0.02)
            light *= 1.3;
        return Math.Abs(Math.Sin(9 * dx) - (4 * dy)) < 0.08 ? light * 0.7 : Math.Max(light, 0);
    }

    private double Coverage(int x, int y)
    {
        double dx = x - Circle.CenterX, dy = y - Circle.CenterY;
        double within = Circle.Radius - Math.Sqrt((dx * dx) + (dy * dy));
        within = Math.Min(within, Math.Min(Math.Min(x - Left, Right - x), Math.Min(y - Top, Bottom - y)));
        return Math.Clamp((within / (2 * Softness)) + 0.5, 0, 1);
    }
}
