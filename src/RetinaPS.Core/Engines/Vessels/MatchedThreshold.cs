namespace RetinaPS.Engines.Vessels;

/// <summary>Zhang's threshold on a matched filter's response: T = (1 + (D - Offset) * Scale) * Level.</summary>
internal readonly record struct MatchedThreshold(float Offset, float Scale, float Level);
