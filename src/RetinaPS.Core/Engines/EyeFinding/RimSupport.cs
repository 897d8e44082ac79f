namespace RetinaPS.Engines.EyeFinding;

/// <summary>How well the pixels support a disc's rim.</summary>
/// <param name="VisibleArc">The part of the full circle that lies inside the frame and between the cuts, 0 to 1.</param>
/// <param name="SupportedArc">The part of the full circle where a step from eye to background lies on the circle, 0 to 1.</param>
/// <param name="Contrast">Median height of the supporting steps, in levels.</param>
/// <param name="Noise">Standard deviation of the background, in levels.</param>
/// <param name="Residual">Root mean square distance of the supporting steps from the circle, in pixels.</param>
internal readonly record struct RimSupport(double VisibleArc, double SupportedArc, double Contrast, double Noise, double Residual)
{
    /// <summary>The part of the visible rim that is supported, 0 to 1.</summary>
    public double Ratio => VisibleArc <= 0 ? 0 : SupportedArc / VisibleArc;

    /// <summary>One number to choose between candidates by: a short arc is worth less, however well supported.</summary>
    public double Quality => Ratio * Math.Sqrt(SupportedArc);
}
