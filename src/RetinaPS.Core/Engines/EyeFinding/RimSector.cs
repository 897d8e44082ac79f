namespace RetinaPS.Engines.EyeFinding;

/// <summary>A short arc of the rim, as measured.</summary>
/// <param name="Cosine">Of the arc's middle, seen from the centre.</param>
/// <param name="Sine">Of the arc's middle; positive is down.</param>
/// <param name="Visible">Whether the arc lies inside the frame and between the cuts.</param>
/// <param name="Edge">The step across it.</param>
internal readonly record struct RimSector(double Cosine, double Sine, bool Visible, StepEdge Edge);
