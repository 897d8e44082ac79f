namespace RetinaPS.Engines.Vessels;

/// <summary>A target column between source column <paramref name="First"/> and the next one, which weighs <paramref name="Weight"/>.</summary>
internal readonly record struct LinearColumn(int First, float Weight);
