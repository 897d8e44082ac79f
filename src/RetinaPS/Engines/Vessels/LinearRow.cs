namespace RetinaPS.Engines.Vessels;

/// <summary>A target row between two source rows, of which the second weighs <paramref name="Weight"/>.</summary>
internal readonly record struct LinearRow(int First, int Second, float Weight);
