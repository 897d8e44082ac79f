using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// What the camera's field stop lets through: a disc with flat cuts, its rim blurred by the optics, perhaps with a notch. Coverage is one
/// half exactly on the true circle and on the true cuts.
/// </summary>
internal sealed class CameraAperture
{
    private readonly double edge;
    private readonly bool fillsFrame;
    private readonly double left, top, right, bottom;
    private readonly RimNotch notch;
    private readonly double notchX, notchY, notchDirectionX, notchDirectionY, notchSize;

    /// <param name="circle">The disc.</param>
    /// <param name="within">The pixels that the cuts leave.</param>
    /// <param name="fillsFrame">No aperture at all: everything is let through.</param>
    /// <param name="edgeWidth">Width of the rise across the rim, in pixels.</param>
    /// <param name="notch">The notch's shape.</param>
    /// <param name="notchAngle">Where on the rim the notch is: radians, clockwise from the right.</param>
    /// <param name="notchSize">The notch's half width, in pixels.</param>
    public CameraAperture(
        EyeCircle circle, PixelRectangle within, bool fillsFrame, double edgeWidth, RimNotch notch, double notchAngle, double notchSize)
    {
        Circle = circle;
        Within = within;
        this.fillsFrame = fillsFrame;
        edge = edgeWidth / 2;
        this.notch = notch;
        this.notchSize = notchSize;
        (left, top) = (within.X - 0.5, within.Y - 0.5);
        (right, bottom) = (left + within.Width, top + within.Height);
        (notchDirectionY, notchDirectionX) = PortableMath.SinCos(notchAngle);
        notchX = circle.CenterX + (circle.Radius * notchDirectionX);
        notchY = circle.CenterY + (circle.Radius * notchDirectionY);
    }

    public EyeCircle Circle { get; }

    public PixelRectangle Within { get; }

    /// <summary>The true mask's pixels.</summary>
    public RowExtents Extents(int width, int height) =>
        fillsFrame ? RowExtents.Full(width, height) : RowExtents.FromDisc(width, height, Circle, Within);

    /// <summary>Whether light may reach a pixel or another so near to it; false far outside of the rim.</summary>
    public bool MayCover(double x, double y, double near)
    {
        double dx = x - Circle.CenterX, dy = y - Circle.CenterY, far = Circle.Radius + edge + (4 * notchSize) + (2 * near);
        return fillsFrame || (dx * dx) + (dy * dy) <= far * far;
    }

    /// <summary>The part of the light that reaches a pixel, 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Coverage(double x, double y)
    {
        if (fillsFrame)
            return 1;
        double inside = Math.Min(Math.Min(x - left, right - x), Math.Min(y - top, bottom - y));
        double dx = x - Circle.CenterX, dy = y - Circle.CenterY;
        double squared = (dx * dx) + (dy * dy);
        double safe = Math.Max(Circle.Radius - edge, 0);
        if (notch == RimNotch.None || Math.Abs(x - notchX) + Math.Abs(y - notchY) > (4 * notchSize) + (4 * edge))
        {
            if (inside >= edge && squared <= safe * safe)
                return 1;
            double far = Circle.Radius + edge;
            if (inside <= -edge || squared >= far * far)
                return 0;
            inside = Math.Min(inside, Circle.Radius - Math.Sqrt(squared));
        }
        else
        {
            double disc = Circle.Radius - Math.Sqrt(squared);
            inside = Math.Min(inside, notch == RimNotch.Triangle ? Math.Min(disc, -Notch(x, y)) : Math.Max(disc, Notch(x, y)));
        }

        return PortableMath.SmoothStep(-edge, edge, inside);
    }

    /// <summary>Signed distance in pixels from the notch's outline, positive inside of it.</summary>
    private double Notch(double x, double y)
    {
        double outward = ((x - notchX) * notchDirectionX) + ((y - notchY) * notchDirectionY);
        double along = Math.Abs(((y - notchY) * notchDirectionX) - ((x - notchX) * notchDirectionY));
        return notch switch
        {
            RimNotch.Semicircle => notchSize - Math.Sqrt((outward * outward) + (along * along)),
            RimNotch.Square => Math.Min(notchSize - along, (2 * notchSize) - Math.Abs(outward)),
            _ => ((2 * notchSize) - along + outward) * 0.70710678,
        };
    }
}
