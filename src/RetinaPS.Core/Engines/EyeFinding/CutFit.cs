namespace RetinaPS.Engines.EyeFinding;

/// <summary>Puts each straight cut on the half-height point of its edge, and takes back a cut that no edge supports.</summary>
internal sealed class CutFit(ContrastPlane plane, RimFit rim)
{
    private const int SegmentCount = 16;

    /// <summary>The part of a cut that must step, and on one line, for the cut to stay: vessels and vignetting hide some.</summary>
    private const double LeastSupported = 0.4;

    /// <summary>Refines or takes back the four cuts of a region, in pixels.</summary>
    public DiscRegion Refine(DiscRegion region)
    {
        double right = plane.Width - 0.5, bottom = plane.Height - 0.5;
        region = Choose(region, region with { Top = -0.5 }, region with { Top = Refine(region, region.Top, -1, rows: true) });
        region = Choose(region, region with { Bottom = bottom }, region with { Bottom = Refine(region, region.Bottom, 1, rows: true) });
        region = Choose(region, region with { Left = -0.5 }, region with { Left = Refine(region, region.Left, -1, rows: false) });
        return Choose(region, region with { Right = right }, region with { Right = Refine(region, region.Right, 1, rows: false) });
    }

    private DiscRegion Choose(in DiscRegion region, in DiscRegion uncut, in DiscRegion cut) =>
        region == uncut || cut == uncut || rim.GoesOnBeyond(uncut, cut) ? uncut : cut;

    /// <param name="region">The region that is cut.</param>
    /// <param name="cut">The cut's row or column.</param>
    /// <param name="outwards">The direction in which background lies.</param>
    /// <param name="rows">Whether the cut is horizontal.</param>
    private double Refine(in DiscRegion region, double cut, int outwards, bool rows)
    {
        double softness = rim.Softness;
        int length = rows ? plane.Height : plane.Width;
        double uncut = outwards < 0 ? -0.5 : length - 0.5;
        (double centre, double across) = rows ? (region.Y, region.X) : (region.X, region.Y);
        double depth = (cut - centre) * outwards;
        if (cut == uncut || depth >= region.Radius - 0.5)
            return uncut;
        double half = Math.Sqrt((region.Radius * region.Radius) - (depth * depth));
        (double low, double high) = rows ? (region.Left, region.Right) : (region.Top, region.Bottom);
        double from = Math.Max(across - half, low), to = Math.Min(across + half, high);

        // Off the ends, where the circle bends away from the cut.
        double farther = Math.Max((region.Radius * region.Radius) - ((depth + 4) * (depth + 4)), 0);
        double inset = Math.Min(0.1 * (to - from), half - Math.Sqrt(farther) + 1);
        (from, to) = (from + inset, to - inset);
        if (to - from < 3)
            return uncut;

        int reach = Math.Clamp((int)Math.Ceiling(Math.Max(0.03 * region.Radius, (4 * softness) + 3)), 4, StepEdge.LongestReach);
        Span<double> profile = stackalloc double[(2 * reach) + 1];
        Span<double> offsets = stackalloc double[SegmentCount];
        int count = 0;
        for (int segment = 0; segment < SegmentCount; segment++)
        {
            double start = from + ((to - from) * segment / SegmentCount);
            Average(cut, outwards, rows, start, start + ((to - from) / SegmentCount), profile);
            var edge = StepEdge.Locate(profile, Math.Min(softness, reach / 3.0));
            if (edge.Contrast > rim.Significant)
                offsets[count++] = edge.Offset;
        }

        if (count < LeastSupported * SegmentCount)
            return uncut;
        offsets = offsets[..count];
        offsets.Sort();
        double middle = offsets[count / 2];
        int straight = 0;
        foreach (double offset in offsets)
            straight += Math.Abs(offset - middle) <= 1.5 ? 1 : 0;
        if (straight < LeastSupported * SegmentCount)
            return uncut;
        double refined = cut + (outwards * middle);
        return (uncut - refined) * outwards < 0.75 ? uncut : refined;
    }

    private void Average(double cut, int outwards, bool rows, double from, double to, Span<double> profile)
    {
        int reach = profile.Length / 2;
        int count = Math.Max(1, (int)Math.Round(to - from));
        for (int i = 0; i < profile.Length; i++)
        {
            double at = cut + ((i - reach) * outwards);
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                double along = from + ((to - from) * (k + 0.5) / count);
                sum += rows ? plane.At(along, at) : plane.At(at, along);
            }

            profile[i] = sum / count;
        }
    }
}
