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

    /// <summary>
    /// The run of a row's columns, among those from <paramref name="first"/> to <paramref name="last"/>, whose squared distance from the
    /// centre is at most <paramref name="squared"/>: what comparing each would tell, to the cell.
    /// </summary>
    public (int First, int Past) Chord(int y, double squared, int first, int last)
    {
        double centre = X, rise = (y - Y) * (y - Y);
        if (rise > squared || last < first)
            return (first, first);
        double half = Math.Sqrt(squared - rise);
        int from = Math.Clamp((int)Math.Ceiling(centre - half), first, last + 1);
        int to = Math.Clamp((int)Math.Floor(centre + half), first - 1, last);

        // The root is rounded.
        while (from > first && Within(from - 1))
            from--;
        while (to < last && Within(to + 1))
            to++;
        while (from <= to && !Within(from))
            from++;
        while (to >= from && !Within(to))
            to--;
        return (from, Math.Max(from, to + 1));

        bool Within(int x) => ((x - centre) * (x - centre)) + rise <= squared;
    }

    public EyeOutline ToOutline() => new(new EyeCircle(X, Y, Radius), Left, Top, Right, Bottom);

    private static double Centre(double cell, int factor) => ((cell + 0.5) * factor) - 0.5;
}
