namespace RetinaPS.Imaging.Synthetic;

/// <summary>A synthetic fundus photograph and the truth about it.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Bgr">Pixels row after row, blue, green, red, 8 bits each, no padding.</param>
/// <param name="EyeMask">The true eye mask: the pixels whose centres lie inside the camera's disc and inside its cuts, notches left
/// out.</param>
/// <param name="VesselMap">The true vessel map, one byte a pixel: 255 within half a vessel's width of its centre line and inside the eye,
/// else 0.</param>
/// <param name="Vessels">The vessels' pieces in pixels of the image, with their half widths.</param>
/// <param name="OpticDisc">The optic disc's circle; it may lie outside of the view.</param>
/// <param name="Fovea">The fovea's position and the radius of its avascular zone; it may lie outside of the view.</param>
/// <param name="PixelsPerDegree">Scale: pixels for one degree of visual angle.</param>
/// <param name="Variations">What sets it apart from a plain photograph, a word or two each, such as <c>dark</c>, <c>cut</c>,
/// <c>label</c>.</param>
internal sealed record SyntheticPhotograph(
    int Width,
    int Height,
    byte[] Bgr,
    EyeMask EyeMask,
    byte[] VesselMap,
    IReadOnlyList<VesselSegment> Vessels,
    EyeCircle OpticDisc,
    EyeCircle Fovea,
    double PixelsPerDegree,
    IReadOnlyList<string> Variations)
{
    /// <summary>The camera's disc. With a frame filled by retina, a circle that holds the frame.</summary>
    public EyeCircle Disc => EyeMask.Circle;
}
