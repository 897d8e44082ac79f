namespace RetinaPS.Engines.Vessels;

/// <summary>Which components of a response are vessels.</summary>
/// <param name="Threshold">Pixels above it make components.</param>
/// <param name="LeastPixels">How many pixels a component must have.</param>
internal readonly record struct ComponentRule(float Threshold, int LeastPixels);
