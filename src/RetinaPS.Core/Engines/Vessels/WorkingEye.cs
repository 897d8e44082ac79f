using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>Where and at what size vessels are looked for: the eye's surroundings, scaled so that its radius is always the same.</summary>
/// <param name="Area">The part of the photograph that is looked at.</param>
/// <param name="Width">Its width when scaled.</param>
/// <param name="Height">Its height when scaled.</param>
/// <param name="Inside">The eye in it.</param>
internal sealed record WorkingEye(PixelRectangle Area, int Width, int Height, RowExtents Inside)
{
    // In radii, about the circle: ordinary photographs are looked at whole, and a small eye in a large frame costs no more.
    private const double Surroundings = 0.25;

    public static WorkingEye For(EyeMask mask, double radius)
    {
        var circle = mask.Circle;
        double reach = circle.Radius * (1 + Surroundings);
        int left = (int)Math.Clamp(Math.Floor(circle.CenterX - reach), 0, mask.Width - 1);
        int top = (int)Math.Clamp(Math.Floor(circle.CenterY - reach), 0, mask.Height - 1);
        int right = (int)Math.Clamp(Math.Ceiling(circle.CenterX + reach) + 1, left + 1, mask.Width);
        int bottom = (int)Math.Clamp(Math.Ceiling(circle.CenterY + reach) + 1, top + 1, mask.Height);
        var area = new PixelRectangle(left, top, right - left, bottom - top);
        double scale = radius / circle.Radius;
        int width = Math.Max(1, (int)Math.Floor((area.Width * scale) + 0.5)), height = Math.Max(1, (int)Math.Floor((area.Height * scale) + 0.5));
        return new WorkingEye(area, width, height, mask.Extents.Crop(area).Resize(width, height));
    }
}
