using RetinaPS.Imaging;

namespace RetinaPS.Engines;

/// <summary>The original's mask: the filled convex hull of all edge pixels, of which the first and last of each row are all that matter.</summary>
internal static class HullMask
{
    /// <summary>The mask at full size, from edges at the working size; null if there is no edge.</summary>
    public static EyeMask? FromEdges(RowExtents edges, int factor, int width, int height)
    {
        if (edges.PixelCount == 0)
            return null;
        var polygon = edges.ConvexHull();
        if (factor > 1)
            polygon = Array.ConvertAll(polygon, p => Enlarge(p, factor, width, height));
        var extents = RowExtents.FromConvexPolygon(width, height, polygon);
        return new EyeMask(extents, EyeMask.CircleAbout(extents.BoundingBox()), EyeMaskMethod.Canny, double.NaN, EyeMaskStatus.NotAssessed);
    }

    /// <summary>The centre of a working pixel in the photograph.</summary>
    private static PixelPoint Enlarge(PixelPoint p, int factor, int width, int height) => new(
        Math.Min((p.X * factor) + (factor / 2), width - 1), Math.Min((p.Y * factor) + (factor / 2), height - 1));
}
