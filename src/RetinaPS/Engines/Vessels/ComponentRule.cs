namespace RetinaPS.Engines.Vessels;

/// <summary>Which components of a response are vessels.</summary>
/// <param name="Low">The value from which on pixels make a component.</param>
/// <param name="High">The value that one of a component's pixels must reach.</param>
/// <param name="LeastPixels">How many pixels a component must have.</param>
internal readonly record struct ComponentRule(float Low, float High, int LeastPixels);
