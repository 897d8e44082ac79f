namespace RetinaPS.Imaging;

/// <summary>The circle that bounds the eye's disc, in pixels of the image. It may reach beyond the frame where the camera cuts the disc.</summary>
/// <param name="CenterX">Column of the centre; pixel centres lie on whole numbers.</param>
/// <param name="CenterY">Row of the centre.</param>
/// <param name="Radius">Radius in pixels.</param>
public readonly record struct EyeCircle(double CenterX, double CenterY, double Radius)
{
    /// <summary>The circle as <c>(x, y) r radius</c>, rounded to tenths of a pixel.</summary>
    public override string ToString() => FormattableString.Invariant($"({CenterX:F1}, {CenterY:F1}) r {Radius:F1}");

    /// <summary>The same circle in an image of another size. Both scale factors are taken from pixel edges, not centres.</summary>
    /// <param name="scaleX">New width over old width.</param>
    /// <param name="scaleY">New height over old height.</param>
    internal EyeCircle Scale(double scaleX, double scaleY) => new(
        ((CenterX + 0.5) * scaleX) - 0.5, ((CenterY + 0.5) * scaleY) - 0.5, Radius * Math.Sqrt(scaleX * scaleY));
}
