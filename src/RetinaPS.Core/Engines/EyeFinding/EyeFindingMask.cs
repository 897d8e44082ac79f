using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>Brings what was found at the working size to the photograph's own size.</summary>
internal static class EyeFindingMask
{
    /// <summary>The mask at full size; each working pixel stands for a block of <paramref name="factor"/> x <paramref name="factor"/>.</summary>
    public static EyeMask ToMask(this EyeFinding finding, int width, int height, int factor)
    {
        if (finding.Method == EyeMaskMethod.FullFrame)
            return EyeMask.FullFrame(width, height, finding.Status, finding.Confidence, finding.Reason);
        var outline = finding.Outline;
        var circle = outline.Circle.Scale(factor, factor);
        int left = First(outline.Left), top = First(outline.Top), right = Last(outline.Right), bottom = Last(outline.Bottom);
        var within = new PixelRectangle(left, top, right - left + 1, bottom - top + 1);
        var extents = RowExtents.FromDisc(width, height, circle, within);
        return new EyeMask(extents, circle, EyeMaskMethod.Disc, finding.Confidence, finding.Status, finding.Reason);

        int First(double edge) => (int)Math.Ceiling(Scale(edge));
        int Last(double edge) => (int)Math.Floor(Scale(edge));
        double Scale(double edge) => Math.Clamp(((edge + 0.5) * factor) - 0.5, -1e6, 1e6);
    }
}
