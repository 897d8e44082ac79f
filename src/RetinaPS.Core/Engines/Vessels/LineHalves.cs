namespace RetinaPS.Engines.Vessels;

/// <summary>An average along a line in two halves, each in the order in which it is summed.</summary>
internal sealed record LineHalves(LineTap[] Back, LineTap[] Forth);
