namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// A mother vessel and its two daughters. Their radii keep Murray's law (Proc. Natl. Acad. Sci. 12, 1926): the cubes of the daughters' add
/// up to the cube of the mother's. Their angles to the mother's course are those of least work (Murray, J. Gen. Physiol. 9, 1926).
/// </summary>
/// <param name="Other">The radius of the daughter that was not given.</param>
/// <param name="Sin">Sine of the given daughter's angle.</param>
/// <param name="Cos">Cosine of the given daughter's angle.</param>
/// <param name="OtherSin">Sine of the other daughter's angle, to the other side.</param>
/// <param name="OtherCos">Cosine of the other daughter's angle.</param>
internal readonly record struct Bifurcation(double Other, double Sin, double Cos, double OtherSin, double OtherCos)
{
    /// <param name="mother">The mother's radius.</param>
    /// <param name="daughter">One daughter's radius, smaller than the mother's.</param>
    public static Bifurcation Of(double mother, double daughter)
    {
        double other = PortableMath.Pow((mother * mother * mother) - (daughter * daughter * daughter), 1 / 3.0);
        double m = mother * mother, d = daughter * daughter, o = other * other;
        double cos = Math.Clamp(((m * m) + (d * d) - (o * o)) / (2 * m * d), -1, 1);
        double otherCos = Math.Clamp(((m * m) + (o * o) - (d * d)) / (2 * m * o), -1, 1);
        return new Bifurcation(other, Math.Sqrt(1 - (cos * cos)), cos, Math.Sqrt(1 - (otherCos * otherCos)), otherCos);
    }
}
