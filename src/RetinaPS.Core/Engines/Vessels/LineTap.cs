namespace RetinaPS.Engines.Vessels;

/// <summary>One pixel of an average along a line: how far it lies from the line's middle, and what it weighs.</summary>
internal readonly record struct LineTap(int X, int Y, float Weight);
