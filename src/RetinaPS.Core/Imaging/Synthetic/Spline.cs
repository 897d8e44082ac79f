namespace RetinaPS.Imaging.Synthetic;

/// <summary>Smooth curves through given points.</summary>
internal static class Spline
{
    /// <summary>Points along the uniform Catmull-Rom curve (1974) through all of a path's points, about a step apart.</summary>
    public static IEnumerable<(double X, double Y)> CatmullRom((double X, double Y)[] path, double step)
    {
        for (int i = 0; i + 1 < path.Length; i++)
        {
            (double X, double Y) a = path[Math.Max(i - 1, 0)], b = path[i], c = path[i + 1], d = path[Math.Min(i + 2, path.Length - 1)];
            double dx = c.X - b.X, dy = c.Y - b.Y;
            int count = Math.Max(1, (int)(Math.Sqrt((dx * dx) + (dy * dy)) / step));
            for (int k = 0; k < count; k++)
            {
                double t = (double)k / count;
                yield return (Blend(a.X, b.X, c.X, d.X, t), Blend(a.Y, b.Y, c.Y, d.Y, t));
            }
        }
    }

    private static double Blend(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
