namespace RetinaPS.Host.Commands.Objects;

/// <summary>What Measure-Object found in text; a figure that was not asked for is null.</summary>
public sealed record TextMeasurement(int? Lines, int? Words, int? Characters, string? Property);
