namespace RetinaPS.Imaging.Synthetic;

/// <summary>The shadow of the eyelid or of the pupil's edge on one side of the view, in which the rim may vanish.</summary>
/// <param name="DirectionX">Where it comes from: a unit vector from the disc's centre.</param>
/// <param name="DirectionY">The vector's downward part.</param>
/// <param name="Edge">Distance from the centre at which half of it has set in, over the disc's radius.</param>
/// <param name="Softness">Half of the distance over which it sets in.</param>
/// <param name="Strength">Part of the light that it takes.</param>
internal sealed record LidShadow(double DirectionX, double DirectionY, double Edge, double Softness, double Strength)
{
    public static LidShadow Draw(Prng random)
    {
        (double sin, double cos) = PortableMath.SinCos(random.Between(-Math.PI, Math.PI));
        return new LidShadow(cos, sin, random.Between(0.55, 0.9), random.Between(0.12, 0.35), random.Between(0.5, 0.93));
    }

    /// <summary>The part of the light that is left at a position given from the disc's centre over its radius.</summary>
    public double At(double x, double y) =>
        1 - (Strength * PortableMath.SmoothStep(Edge - Softness, Edge + Softness, (x * DirectionX) + (y * DirectionY)));
}
