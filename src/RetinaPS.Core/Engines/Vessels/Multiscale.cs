using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>Bars of several widths, joined along their direction, on a plane of even light and contrast: docs/vessels.md, whose numbers of steps stand here.</summary>
internal static class Multiscale
{
    public static VesselPlanes Map(IVesselSteps steps, ImageBuffer image, EyeMask mask)
    {
        // 1, 2: the plane in which every eye is of one size and has no rim.
        var eye = WorkingEye.For(mask, MultiscaleConstants.EyeRadius);
        using var scope = new PlaneScope();
        var green = scope.Keep(steps.Green(image, eye));
        var filled = scope.Keep(steps.FillOutside(green, eye.Inside.Erode(MultiscaleConstants.RimWidth)));

        // 3: even light and contrast.
        var normalized = Normalize(steps, scope, filled);

        // 4: bars of all widths, summed for each orientation.
        var bars = new List<ImageBuffer>();
        foreach (var banks in MultiscaleConstants.Bars)
        {
            using var answers = new PlaneScope();
            bars.Add(scope.Keep(steps.RectifiedSum(answers.Keep(steps.Maxima(normalized, banks)), MultiscaleConstants.BarWeights)));
        }

        // 5: less what answers across, and joined where the line goes on.
        var lines = scope.Keep(Join(steps, bars));

        // 6: with a little of the plane itself, in units of the eye's mean.
        var blend = scope.Keep(steps.Blend(lines, MultiscaleConstants.LineUnit, normalized, MultiscaleConstants.PlaneWeight));
        blend = scope.Keep(steps.Closed(blend));
        double mean = eye.Inside.PixelCount == 0 ? 0 : steps.Measure(blend, eye.Inside).PositiveMean;
        var response = scope.Keep(steps.Divided(blend, (float)Math.Max(mean, MultiscaleConstants.LeastMean)));

        // 7, 8: without specks, and at the photograph's size.
        var rule = new ComponentRule(MultiscaleConstants.Threshold, MultiscaleConstants.LeastPixels);
        var cleaned = scope.Keep(steps.LowerComponents(response, eye.Inside, rule));
        var probability = scope.Keep(steps.Probability(response, MultiscaleConstants.Threshold));
        return steps.Finish(probability, cleaned, eye, mask, MultiscaleConstants.Threshold);
    }

    private static ImageBuffer Join(IVesselSteps steps, List<ImageBuffer> bars)
    {
        using var scope = new PlaneScope();
        ImageBuffer[] crossed = [.. bars.Select((plane, i) =>
            scope.Keep(steps.Less(plane, bars[(i + (bars.Count / 2)) % bars.Count], MultiscaleConstants.CrossWeight)))];
        return steps.LineMaximum(crossed, MultiscaleConstants.Lines, MultiscaleConstants.WholeLine, MultiscaleConstants.WeakerHalf);
    }

    private static ImageBuffer Normalize(IVesselSteps steps, PlaneScope scope, ImageBuffer filled)
    {
        var light = scope.Keep(steps.Coarse(scope.Keep(steps.ToFloat(filled)), MultiscaleConstants.CoarseTimes, MultiscaleConstants.LightTaps));
        var darkness = scope.Keep(steps.Darkness(filled, light));
        var squares = scope.Keep(steps.Coarse(scope.Keep(steps.Squared(darkness)), MultiscaleConstants.CoarseTimes, MultiscaleConstants.ContrastTaps));
        return scope.Keep(steps.Normalized(darkness, squares));
    }
}
