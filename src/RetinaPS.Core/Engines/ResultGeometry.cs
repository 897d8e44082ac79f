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
        (w, h) = SizeLimit.Fit(w, h, plan.Size);
        return new ResultGeometry(crop, w, h);
    }

    /// <summary>The smallest square of whole pixels about the circle; it may reach beyond the frame.</summary>
    public static PixelRectangle SquareAbout(EyeCircle circle)
    {
        int side = Math.Max(1, (int)Math.Ceiling(2 * circle.Radius));
        return new PixelRectangle(
            (int)Math.Round(circle.CenterX - ((side - 1) / 2.0)), (int)Math.Round(circle.CenterY - ((side - 1) / 2.0)), side, side);
    }
}
