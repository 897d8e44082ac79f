namespace RetinaPS.Engines.Vessels;

/// <summary>What the values of a plane are like.</summary>
internal readonly record struct PlaneStatistics(double PositiveMean, double Minimum, double Maximum);
