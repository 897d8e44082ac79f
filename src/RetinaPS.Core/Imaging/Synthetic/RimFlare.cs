namespace RetinaPS.Imaging.Synthetic;

/// <summary>A crescent of stray light along the inside of the rim, as from the iris or an eyelash.</summary>
/// <param name="DirectionX">Where on the rim its middle lies: a unit vector from the centre.</param>
/// <param name="DirectionY">The vector's downward part.</param>
/// <param name="Spread">Cosine of half of the angle that it spans.</param>
/// <param name="Depth">How deep into the disc it reaches, over the radius.</param>
/// <param name="Red">Strength in red, grey levels at the rim.</param>
/// <param name="Green">Strength in green.</param>
/// <param name="Blue">Strength in blue.</param>
internal sealed record RimFlare(double DirectionX, double DirectionY, double Spread, double Depth, double Red, double Green, double Blue)
{
    public static RimFlare Draw(Prng random)
    {
        (double sin, double cos) = PortableMath.SinCos(random.Between(-Math.PI, Math.PI));
        double strength = random.Between(18, 75);
        double warmth = random.NextDouble();
        return new RimFlare(
            cos,
            sin,
            PortableMath.SinCos(random.Between(0.3, 1.2)).Cos,
            random.Between(0.03, 0.12),
            strength,
            strength * (0.55 + (0.45 * (1 - warmth))),
            strength * (0.25 + (0.85 * (1 - warmth))));
    }

    /// <summary>Strength at a position given from the disc's centre over its radius, 0 to 1.</summary>
    public double At(double x, double y)
    {
        double radius = Math.Sqrt((x * x) + (y * y));
        if (radius < 1 - Depth)
            return 0;
        double toward = ((x * DirectionX) + (y * DirectionY)) / radius;
        return PortableMath.SmoothStep(1 - Depth, 1, radius) * PortableMath.SmoothStep(Spread, 1, toward);
    }
}
