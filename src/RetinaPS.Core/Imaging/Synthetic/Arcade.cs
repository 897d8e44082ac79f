namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The course of an eye's main vessels: out of the optic disc, upwards or downwards, then around the macula or to the nasal side.
/// </summary>
/// <param name="Points">Points of an average course, in degrees from the disc's centre, x towards the temple, y away from the
/// horizontal.</param>
/// <param name="IsTemporal">It bends around the fovea.</param>
internal sealed record Arcade((double X, double Y)[] Points, bool IsTemporal)
{
    public static Arcade Temporal { get; } = new(
        [(-0.35, 0.05), (-0.1, 2), (1.7, 4.6), (4.6, 7.1), (9, 8.6), (14, 8.9), (19.5, 8.3), (25, 7.3), (32, 7.5), (40, 9)], true);

    public static Arcade Nasal { get; } = new(
        [(-0.5, 0.05), (-1.1, 1.8), (-2.9, 4.2), (-6, 7.2), (-10, 10.6), (-15, 14.3), (-21, 18), (-30, 23)], false);

    /// <summary>The course of one vessel along it.</summary>
    /// <param name="random">Draws how it strays.</param>
    /// <param name="vertical">-1 for the upper half of the eye, 1 for the lower.</param>
    /// <param name="spread">Height over the average height.</param>
    /// <param name="vein">Veins run outside of their arteries.</param>
    /// <param name="tortuosity">How much it strays; 1 is average.</param>
    /// <param name="foveaY">Height of the fovea below the disc.</param>
    public (double X, double Y)[] Course(Prng random, int vertical, double spread, bool vein, double tortuosity, double foveaY)
    {
        var course = new (double X, double Y)[Points.Length];
        double apart = vein ? 0.35 : -0.35;
        for (int i = 0; i < course.Length; i++)
        {
            double stray = 0.45 * Math.Min(1, 0.15 + (0.22 * i)) * tortuosity;
            double x = Points[i].X + (stray * random.NextNormal()) - (0.5 * apart);
            double y = (Points[i].Y * (i < 2 ? 1 : spread)) + (apart * Math.Min(1, i / 2.0)) + (stray * random.NextNormal());
            double sink = IsTemporal && i >= 2 ? foveaY * Math.Min(1, x / 12) : 0;
            course[i] = (x, (vertical * y) + sink);
        }

        return course;
    }
}
