namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Where things lie on the retina, in degrees of visual angle from the optic disc's centre: x towards the temple, y down. The fovea lies
/// some 15.5 degrees temporal of the disc and 1.5 below (Rohrschneider, IOVS 45, 2004); the disc is 6 to 7 degrees high.
/// </summary>
internal sealed class EyeAnatomy
{
    private const int Stream = 4;

    private readonly double centerX, centerY;
    private readonly double cos, sin, mirror;
    private readonly EyeCircle disc;

    public EyeAnatomy(SyntheticFundusOptions options, EyeCircle disc)
    {
        this.disc = disc;
        var random = new Prng(options.Seed, Stream);
        EyeSide drawnEye = random.Chance(0.5) ? EyeSide.Right : EyeSide.Left;
        Eye = options.Eye ?? drawnEye;
        double field = random.Choose([0.12, 0.12, 0.56, 0.2]) switch
        {
            0 => 30,
            1 => 35,
            2 => random.Between(43, 50),
            _ => random.Between(50, 60),
        };
        field = options.FieldOfView ?? field;
        PixelsPerDegree = 2 * disc.Radius / field;

        FoveaX = random.Between(14.5, 16.5);
        FoveaY = random.Between(0.6, 2.2);
        DiscRadius = random.Between(2.8, 3.5);
        DiscTall = random.Between(1.0, 1.15);
        CupRadius = DiscRadius * random.Between(0.28, 0.62);
        CupX = DiscRadius * random.Between(0, 0.25);
        (centerX, centerY) = random.Choose([0.42, 0.33, 0.2, 0.05]) switch
        {
            0 => (FoveaX + random.Between(-2.5, 1.5), FoveaY + random.Between(-2, 2)),
            1 => (random.Between(5, 11), random.Between(-2, 2)),
            2 => (random.Between(-2, 2), random.Between(-2, 2)),
            _ => (random.Between(-9, -4), random.Between(-4, 4)),
        };
        double turn = random.Between(-8, 8);
        bool inverted = random.Chance(0.05);
        turn = options.Rotation ?? turn + (inverted ? 180 : 0);
        IsInverted = Math.Abs(turn) > 90;
        (sin, cos) = PortableMath.SinCos(turn * (Math.PI / 180));
        mirror = Eye == EyeSide.Right ? -1 : 1;
    }

    public EyeSide Eye { get; }

    public bool IsInverted { get; }

    public double PixelsPerDegree { get; }

    public double FoveaX { get; }

    public double FoveaY { get; }

    /// <summary>The optic disc's radius across; along the vertical it is <see cref="DiscTall"/> times that.</summary>
    public double DiscRadius { get; }

    public double DiscTall { get; }

    /// <summary>The cup's radius; its centre lies <see cref="CupX"/> temporal of the disc's.</summary>
    public double CupRadius { get; }

    public double CupX { get; }

    /// <summary>Radius about the optic disc's centre, in degrees, of a circle that holds all that the camera sees.</summary>
    public double Reach => Math.Sqrt((centerX * centerX) + (centerY * centerY)) + (disc.Radius / PixelsPerDegree);

    /// <summary>From degrees on the retina to pixels of the photograph.</summary>
    public (double X, double Y) ToPixels(double x, double y)
    {
        double u = mirror * (x - centerX) * PixelsPerDegree, v = (y - centerY) * PixelsPerDegree;
        return (disc.CenterX + (cos * u) - (sin * v), disc.CenterY + (sin * u) + (cos * v));
    }

    /// <summary>From pixels of the photograph to degrees on the retina.</summary>
    public (double X, double Y) ToRetina(double x, double y)
    {
        double dx = (x - disc.CenterX) / PixelsPerDegree, dy = (y - disc.CenterY) / PixelsPerDegree;
        return ((mirror * ((cos * dx) + (sin * dy))) + centerX, (cos * dy) - (sin * dx) + centerY);
    }
}
