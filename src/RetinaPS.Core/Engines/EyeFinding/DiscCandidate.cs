namespace RetinaPS.Engines.EyeFinding;

/// <summary>A fitted disc and what supports it.</summary>
internal readonly record struct DiscCandidate(DiscRegion Region, RimSupport Support);
