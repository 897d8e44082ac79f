using RetinaPS.Imaging;

namespace RetinaPS.Engines;

/// <summary>The size of a result, and the square that it is cut from.</summary>
/// <param name="Crop">The rectangle to cut out, or null for the whole image.</param>
/// <param name="Width">Width of the result.</param>
/// <param name="Height">Height of the result.</param>
internal readonly record struct ResultGeometry(PixelRectangle? Crop, int Width, int Height)
{
    public static ResultGeometry For(int width, int height, EyeMask mask, PreprocessPlan plan)
    {
        PixelRectangle? crop = plan.Crop ? SquareAbout(mask.Circle) : null;
        var (w, h) = crop is { } area ? (area.Width, area.Height) : (width, height);
        (w, h) = Fit(w, h, plan.Size);
        return new ResultGeometry(crop, w, h);
    }

    /// <summary>The size with the longer side brought down to <paramref name="size"/>; never up, and 0 changes nothing.</summary>
    public static (int Width, int Height) Fit(int width, int height, int size)
    {
        int longer = Math.Max(width, height);
        if (size <= 0 || longer <= size)
            return (width, height);
        double scale = (double)size / longer;
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>The smallest square of whole pixels about the circle; it may reach beyond the frame.</summary>
    public static PixelRectangle SquareAbout(EyeCircle circle)
    {
        int side = Math.Max(1, (int)Math.Ceiling(2 * circle.Radius));
        return new PixelRectangle(
            (int)Math.Round(circle.CenterX - ((side - 1) / 2.0)), (int)Math.Round(circle.CenterY - ((side - 1) / 2.0)), side, side);
    }
}
