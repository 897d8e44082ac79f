using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>
/// The matched filter with first-order derivative of Gaussian (Zhang, Zhang, Zhang, Karray 2010; specification, section 18). H answers to
/// vessels and to edges, the local mean of the derivative's D to edges alone, so the threshold rises there. Constants as published, for
/// DRIVE's eye.
/// </summary>
internal static class MatchedFilterFdog
{
    // DRIVE's radius in pixels, at which lengths and widths are meant.
    private const double EyeRadius = 270;
    private const double Extent = 3;
    private const int Orientations = 8;
    private const int MeanSide = 31;
    private const double ThresholdFactor = 2.3;

    // In grey levels: an even plane's responses are rounding, of which none is a vessel.
    private const double LeastMean = 0.1;

    // H = T answers one half.
    private const float Threshold = VesselMapper.Threshold;

    // The rim's own pixels are half background.
    private const int RimWidth = 3;

    // Not published: what is shorter than a wide filter's length and as wide as a vessel is noise.
    private const int LeastPixels = 20;

    private static readonly (FilterBank Matched, FilterBank Derivative)[] Widths = [Banks(1.5, 9), Banks(1, 5)];

    public static VesselPlanes Map(IVesselSteps steps, ImageBuffer image, EyeMask mask)
    {
        var eye = WorkingEye.For(mask, EyeRadius);
        using var scope = new PlaneScope();
        var green = scope.Keep(steps.Green(image, eye));
        var plane = scope.Keep(steps.FillOutside(green, eye.Inside.Erode(RimWidth)));
        var wide = Respond(steps, scope, plane, eye.Inside, Widths[0]);
        var thin = Respond(steps, scope, plane, eye.Inside, Widths[1]);
        // Either map's vessels are vessels.
        var response = scope.Keep(steps.Larger(wide, thin));
        var cleaned = scope.Keep(steps.LowerComponents(response, eye.Inside, new ComponentRule(Threshold, LeastPixels)));
        return steps.Finish(response, cleaned, eye, mask, Threshold);
    }

    private static ImageBuffer Respond(
        IVesselSteps steps, PlaneScope scope, ImageBuffer plane, RowExtents inside, (FilterBank Matched, FilterBank Derivative) width)
    {
        var responses = scope.Keep(steps.Maxima(plane, [width.Matched, width.Derivative]));
        var mean = scope.Keep(steps.BoxMean(responses[1], MeanSide));
        var threshold = inside.PixelCount == 0 ? default : ThresholdFor(steps.Measure(responses[0], inside), steps.Measure(mean, inside));
        return scope.Keep(steps.MatchedResponse(responses[0], mean, inside, threshold));
    }

    /// <summary>T = (1 + D_n) c mean(H), where D_n is D_m scaled to [0, 1].</summary>
    private static MatchedThreshold ThresholdFor(PlaneStatistics matched, PlaneStatistics mean) => new(
        (float)mean.Minimum, mean.Maximum > mean.Minimum ? (float)(1 / (mean.Maximum - mean.Minimum)) : 0, (float)(ThresholdFactor * Math.Max(matched.PositiveMean, LeastMean)));

    /// <summary>Vessels are dark, so the Gaussian is negated. The derivatives also turned by half a circle, where they are their own negatives: an edge answers from whichever side it rises.</summary>
    private static (FilterBank Matched, FilterBank Derivative) Banks(double sigma, int length)
    {
        var derivatives = MatchedFilterKernels.Build(FilterKind.FirstDerivative, sigma, length, Extent, Orientations, FilterRotation.Analytic);
        return (
            MatchedFilterKernels.Build(FilterKind.Gaussian, sigma, length, Extent, Orientations, FilterRotation.Analytic).Negate(),
            new FilterBank([.. derivatives.Kernels, .. derivatives.Negate().Kernels]));
    }
}
