using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>
/// The operations on planes of which the vessel methods are made. Planes are Gray32Float unless something else is said; what is taken is
/// borrowed, what is returned is the caller's to dispose of. Sums are of whole numbers, or of floats in a stated order, so that all engines
/// give the same bits.
/// </summary>
internal interface IVesselSteps
{
    /// <summary>The eye in the green channel (or the grey image) at its working size, Gray8: by area where it shrinks, else bilinear.</summary>
    ImageBuffer Green(ImageBuffer image, WorkingEye eye);

    /// <summary>
    /// A Gray8 plane in which what lies outside the region is the mean of the region's pixels in the smallest of the squares of 5, 9, 17, ...
    /// pixels about it that holds any, rounded half up: so the rim is no edge.
    /// </summary>
    ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside);

    /// <summary>A Gray8 plane as floats.</summary>
    ImageBuffer ToFloat(ImageBuffer plane);

    /// <summary>
    /// The plane shrunk by area to a whole number of times smaller (sizes rounded up), then blurred with the taps along rows and along columns,
    /// each from the first tap to the last; the edge is repeated.
    /// </summary>
    ImageBuffer Coarse(ImageBuffer plane, int times, float[] taps);

    /// <summary>How much darker than the light each pixel of a Gray8 plane is, over the light's root; the light is a coarse plane, resized bilinearly.</summary>
    ImageBuffer Darkness(ImageBuffer plane, ImageBuffer coarseLight);

    /// <summary>Each value times itself.</summary>
    ImageBuffer Squared(ImageBuffer plane);

    /// <summary>Darkness over the contrast, the root of a coarse plane resized bilinearly, as a Gray8 plane of <see cref="NormalizedUnits"/>.</summary>
    ImageBuffer Normalized(ImageBuffer darkness, ImageBuffer coarseSquares);

    /// <summary>The largest response of each bank's kernels at each pixel of a Gray8 plane.</summary>
    ImageBuffer[] Maxima(ImageBuffer plane, IReadOnlyList<FilterBank> banks);

    /// <summary>The sum of the planes' positive values times their weights, in the planes' order.</summary>
    ImageBuffer RectifiedSum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<float> weights);

    /// <summary>What is left of a plane's values when another plane's, times a weight, are taken off; no less than 0.</summary>
    ImageBuffer Less(ImageBuffer plane, ImageBuffer other, float weight);

    /// <summary>
    /// The largest of all planes' averages along their lines: F and G along the two halves, each summed from zero in the order of its taps, the
    /// edge repeated, make whole * (F + G) + weaker * min(F, G).
    /// </summary>
    ImageBuffer LineMaximum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<LineHalves> lines, float whole, float weaker);

    /// <summary>Lines times a factor, plus the normalised Gray8 plane, in contrasts and no less than -1, times its weight.</summary>
    ImageBuffer Blend(ImageBuffer lines, float factor, ImageBuffer normalized, float weight);

    /// <summary>Closed in grey levels by <see cref="ClosingEllipse"/>; what lies outside the frame does not count.</summary>
    ImageBuffer Closed(ImageBuffer plane);

    /// <summary>Each value divided by a number.</summary>
    ImageBuffer Divided(ImageBuffer plane, float divisor);

    /// <summary>The mean over a square of an odd side about each pixel, in double; beyond the edge the plane is mirrored without repeating it.</summary>
    ImageBuffer BoxMean(ImageBuffer plane, int side);

    /// <summary>Mean of the positive values as if the others were 0, smallest and largest value, inside a region that is not empty; sums in double along rows, then of rows.</summary>
    PlaneStatistics Measure(ImageBuffer plane, RowExtents inside);

    /// <summary>H / (H + T) inside the region, and 0 outside it and where H is not positive.</summary>
    ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold);

    /// <summary>The larger value of two planes at each pixel.</summary>
    ImageBuffer Larger(ImageBuffer first, ImageBuffer second);

    /// <summary>The plane with half of the threshold in all pixels of the 8-connected components above it inside the region that have too few pixels.</summary>
    ImageBuffer LowerComponents(ImageBuffer response, RowExtents inside, ComponentRule rule);

    /// <summary>0.5 + 0.5 * z / (1 + |z|) with z = value / threshold - 1: 0.5 at the threshold, 0 to 1.</summary>
    ImageBuffer Probability(ImageBuffer plane, float threshold);

    /// <summary>
    /// Both planes at the photograph's size, by bilinear interpolation, of rows first: the first as the response, of the second what is above
    /// the threshold as the map; 0 outside the eye.
    /// </summary>
    VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold);
}
