namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// Fits a circle to the rim's half-height points: Gauss-Newton on the geometric distance, iteratively reweighted with Tukey's biweight
/// (Beaton and Tukey 1974), so that notches, labels and arcs that fade away do not pull.
/// </summary>
internal sealed class RimFit(ContrastPlane plane)
{
    private readonly RimProfiles _profiles = new(plane);

    private double _softness = 1.5;

    /// <summary>Half the width of the rim's transition, in pixels.</summary>
    public double Softness => _softness;

    /// <summary>Moves a region's circle onto the rim.</summary>
    public DiscRegion Refine(DiscRegion region, bool near)
    {
        ReadOnlySpan<double> parts = near ? [0.04, 0.04] : [0.12, 0.08, 0.05, 0.05];
        foreach (double part in parts)
        {
            int reach = Reach(region, part);
            region = Step(region, _profiles.Measure(region, reach, Math.Min(_softness, reach / 3.0), near ? 1 : 3));
            _softness = _profiles.Softness(region, reach);
        }

        return region;
    }

    /// <summary>Judges a region's rim as it is.</summary>
    public RimSupport Judge(in DiscRegion region)
    {
        int reach = Reach(region, 0.04);
        var sectors = _profiles.Measure(region, reach, Math.Min(_softness, reach / 3.0));
        Span<double> contrasts = stackalloc double[RimProfiles.SectorCount];
        int visible = 0, supported = 0;
        double squares = 0;
        foreach (ref readonly var sector in sectors)
        {
            visible += sector.Visible ? 1 : 0;
            if (!Supports(sector, region.Radius))
                continue;
            contrasts[supported++] = sector.Edge.Contrast;
            squares += sector.Edge.Offset * sector.Edge.Offset;
        }

        contrasts = contrasts[..supported];
        contrasts.Sort();
        return new RimSupport(
            (double)visible / RimProfiles.SectorCount, (double)supported / RimProfiles.SectorCount,
            supported == 0 ? 0 : contrasts[supported / 2], plane.Noise, supported == 0 ? 0 : Math.Sqrt(squares / supported));
    }

    /// <summary>
    /// Whether the rim goes on beyond a cut: a dark side of the eye may look like background, but where the circle still steps, nothing
    /// was cut off.
    /// </summary>
    /// <param name="uncut">The region without that cut.</param>
    /// <param name="cut">The region with it.</param>
    public bool GoesOnBeyond(in DiscRegion uncut, in DiscRegion cut)
    {
        int reach = Reach(uncut, 0.04);
        var sectors = _profiles.Measure(uncut, reach, Math.Min(_softness, reach / 3.0));
        double margin = _softness + 2;
        int visible = 0, supported = 0;
        foreach (ref readonly var sector in sectors)
        {
            double x = uncut.X + (uncut.Radius * sector.Cosine), y = uncut.Y + (uncut.Radius * sector.Sine);
            if (!sector.Visible || (x > cut.Left - margin && x < cut.Right + margin && y > cut.Top - margin && y < cut.Bottom + margin))
                continue;
            visible++;
            supported += Supports(sector, uncut.Radius) ? 1 : 0;
        }

        return supported > 1 && 2 * supported >= visible;
    }

    private bool Supports(in RimSector sector, double radius) =>
        sector.Edge.Contrast >= Significant && Math.Abs(sector.Edge.Offset) <= Math.Max(1, 0.006 * radius) + (0.2 * _softness);

    /// <summary>The least height of a step that noise alone does not make, in levels.</summary>
    public double Significant => Math.Max(0.8, 1.5 * plane.Noise);

    private int Reach(in DiscRegion region, double part)
    {
        int least = Math.Clamp((int)Math.Ceiling((4 * _softness) + 3), 4, StepEdge.LongestReach);
        return Math.Clamp((int)Math.Ceiling(part * region.Radius), least, StepEdge.LongestReach);
    }

    private DiscRegion Step(DiscRegion region, ReadOnlySpan<RimSector> sectors)
    {
        Span<double> weights = stackalloc double[sectors.Length];
        Span<double> distances = stackalloc double[sectors.Length];
        for (int i = 0; i < sectors.Length; i++)
            weights[i] = Math.Clamp(sectors[i].Edge.Contrast / (3 * Significant), 0, 1);
        double x = 0, y = 0, radius = 0;
        double scale = Scale(sectors, weights, distances, 0, 0, 0);
        for (int iteration = 0; iteration < 8; iteration++)
        {
            Solve(region.Radius, sectors, weights, scale, ref x, ref y, ref radius);
            scale = Math.Min(scale, Scale(sectors, weights, distances, x, y, radius));
        }

        return region with { X = region.X + x, Y = region.Y + y, Radius = region.Radius + radius };
    }

    private static double Distance(in RimSector sector, double x, double y, double radius) =>
        sector.Edge.Offset - (x * sector.Cosine) - (y * sector.Sine) - radius;

    /// <summary>The spread of the distances that Tukey's biweight is scaled by: their median, as a standard deviation.</summary>
    private static double Scale(
        ReadOnlySpan<RimSector> sectors, ReadOnlySpan<double> weights, Span<double> distances, double x, double y, double radius)
    {
        int count = 0;
        for (int i = 0; i < sectors.Length; i++)
        {
            if (weights[i] > 0.1)
                distances[count++] = Math.Abs(Distance(sectors[i], x, y, radius));
        }

        if (count == 0)
            return 1;
        return Math.Max(0.25, 1.4826 * OrderStatistic.Select(distances[..count], count / 2));
    }

    /// <summary>One reweighted least-squares solution. A weak prior holds what the visible arcs leave open.</summary>
    private static void Solve(
        double size, ReadOnlySpan<RimSector> sectors, ReadOnlySpan<double> weights, double scale,
        ref double x, ref double y, ref double radius)
    {
        double cutoff = 4.685 * scale;
        double prior = 0.25 / (0.0004 * size * size);
        double xx = prior, xy = 0, xr = 0, yy = prior, yr = 0, rr = prior, bx = 0, by = 0, br = 0;
        for (int i = 0; i < sectors.Length; i++)
        {
            double u = Distance(sectors[i], x, y, radius) / cutoff;
            if (weights[i] <= 0 || Math.Abs(u) >= 1)
                continue;
            double weight = weights[i] * (1 - (u * u)) * (1 - (u * u));
            double c = sectors[i].Cosine, s = sectors[i].Sine, offset = sectors[i].Edge.Offset;
            xx += weight * c * c;
            xy += weight * c * s;
            xr += weight * c;
            yy += weight * s * s;
            yr += weight * s;
            rr += weight;
            bx += weight * c * offset;
            by += weight * s * offset;
            br += weight * offset;
        }

        // Cramer's rule on the symmetric 3 x 3 system; the prior makes it positive definite.
        double c00 = (yy * rr) - (yr * yr), c01 = (yr * xr) - (xy * rr), c02 = (xy * yr) - (yy * xr);
        double determinant = (xx * c00) + (xy * c01) + (xr * c02);
        double c11 = (xx * rr) - (xr * xr), c12 = (xy * xr) - (xx * yr), c22 = (xx * yy) - (xy * xy);
        x = ((c00 * bx) + (c01 * by) + (c02 * br)) / determinant;
        y = ((c01 * bx) + (c11 * by) + (c12 * br)) / determinant;
        radius = ((c02 * bx) + (c12 * by) + (c22 * br)) / determinant;
    }
}
