namespace RetinaPS.Imaging;

/// <summary>What an engine says of the vessels of an image; both planes are the caller's to dispose of.</summary>
/// <param name="Response">Gray32Float, 0 to 1, 0 outside the eye.</param>
/// <param name="Map">Gray8, 255 on vessels.</param>
/// <param name="Threshold">The response from which on a pixel is taken for a vessel.</param>
internal sealed record VesselPlanes(ImageBuffer Response, ImageBuffer Map, double Threshold);
