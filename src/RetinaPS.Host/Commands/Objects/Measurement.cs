namespace RetinaPS.Host.Commands.Objects;

/// <summary>What Measure-Object found; a figure that was not asked for is null.</summary>
public sealed record Measurement(
    int Count, double? Average, double? Sum, object? Maximum, object? Minimum, double? StandardDeviation, string? Property);
