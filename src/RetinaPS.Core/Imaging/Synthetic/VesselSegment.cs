namespace RetinaPS.Imaging.Synthetic;

/// <summary>A straight piece of a vessel's centre line, short enough for the vessel to look curved.</summary>
/// <param name="X0">Column of the start.</param>
/// <param name="Y0">Row of the start.</param>
/// <param name="X1">Column of the end.</param>
/// <param name="Y1">Row of the end.</param>
/// <param name="HalfWidth0">Half of the vessel's width at the start.</param>
/// <param name="HalfWidth1">Half of the vessel's width at the end.</param>
/// <param name="IsVein">A vein: wider and darker than an artery, with a fainter reflex.</param>
internal readonly record struct VesselSegment(double X0, double Y0, double X1, double Y1, double HalfWidth0, double HalfWidth1, bool IsVein);
