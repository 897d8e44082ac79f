using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// A disc cut by a rectangle, while it is being fitted. Same coordinates as <see cref="EyeOutline"/>, in cells or pixels.
/// </summary>
internal readonly record struct DiscRegion(double X, double Y, double Radius, double Left, double Top, double Right, double Bottom)
{
    /// <summary>The whole frame as rectangle, not cut.</summary>
    public static DiscRegion Uncut(double x, double y, double radius, int width, int height) =>
        new(x, y, radius, -0.5, -0.5, width - 0.5, height - 0.5);

    /// <summary>
    /// The same region in an image whose pixels are <paramref name="factor"/> times smaller; an uncut side stays uncut.
    /// </summary>
    public DiscRegion Magnify(int factor, int cellsWide, int cellsHigh, int width, int height) => new(
        Centre(X, factor), Centre(Y, factor), Radius * factor,
        Left <= -0.5 ? -0.5 : Centre(Left, factor), Top <= -0.5 ? -0.5 : Centre(Top, factor),
        Right >= cellsWide - 0.5 ? width - 0.5 : Centre(Right, factor), Bottom >= cellsHigh - 0.5 ? height - 0.5 : Centre(Bottom, factor));

    public EyeOutline ToOutline() => new(new EyeCircle(X, Y, Radius), Left, Top, Right, Bottom);

    private static double Centre(double cell, int factor) => ((cell + 0.5) * factor) - 0.5;
}
