using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>
/// The operations on planes of which the vessel methods are made. Planes are Gray32Float unless something else is said; what is taken is
/// borrowed, what is returned is the caller's to release.
/// </summary>
internal interface IVesselSteps
{
    /// <summary>The eye in the inverted green channel (or the inverted grey image) at its working size, Gray8: by area where it shrinks, else bilinear.</summary>
    ImageBuffer InvertedGreen(ImageBuffer image, WorkingEye eye);

    /// <summary>
    /// A Gray8 plane in which what lies outside the region is the mean of the region's pixels in the smallest of the squares of 5, 9, 17, ...
    /// pixels about it that holds any, rounded half up: so the rim is no edge.
    /// </summary>
    ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside);

    /// <summary>The largest response of a bank's kernels at each pixel of a Gray8 plane.</summary>
    ImageBuffer Maximum(ImageBuffer plane, FilterBank bank);

    /// <summary>The mean over a square of an odd side about each pixel; beyond the edge the plane is mirrored without repeating it.</summary>
    ImageBuffer BoxMean(ImageBuffer plane, int side);

    /// <summary>Mean, smallest and largest value inside a region that is not empty.</summary>
    PlaneStatistics Measure(ImageBuffer plane, RowExtents inside);

    /// <summary>H / (H + T) inside the region, and 0 outside it and where H is not positive.</summary>
    ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold);

    /// <summary>The larger value of two planes at each pixel.</summary>
    ImageBuffer Larger(ImageBuffer first, ImageBuffer second);

    /// <summary>
    /// The plane with the components that are no vessels scaled to below the rule's low value: of the 8-connected components of values from
    /// <see cref="ComponentRule.Low"/> on, those with too few pixels or without a value from <see cref="ComponentRule.High"/> on.
    /// </summary>
    ImageBuffer LowerComponents(ImageBuffer response, ComponentRule rule);

    /// <summary>
    /// Both planes at the photograph's size, by bilinear interpolation: the first as the response, of the second what reaches the threshold as
    /// the map; 0 outside the eye.
    /// </summary>
    VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold);
}
