using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// Finds the camera's disc in a fundus photograph. What the background could be is read from the corners; a disc with straight cuts is
/// fitted to the whole picture by region competition (Chan and Vese 2001, with the disc as shape); its rim is then put on the half-height
/// points of radial profiles.
/// </summary>
/// <remarks>
/// The loops below it are marked to be compiled with all optimization at once. The runtime would otherwise begin with code in which a search takes three
/// times as long, keep it until the program's start has calmed down, and so hold up a run's first thousand photographs for two seconds.
/// </remarks>
internal static class EyeDiscFinder
{
    private const int CellsAlongLongerSide = 128;

    /// <summary>A candidate this well supported needs no rival.</summary>
    private const double Convincing = 0.9;

    /// <summary>Below this, a candidate's rim is not an edge in the picture.</summary>
    private const double Credible = 0.15;

    /// <summary>Radius over the frame's longer side of the smallest thing that can be an eye; an optic disc's is about 0.07.</summary>
    private const double SmallestRadius = 0.12;

    /// <summary>Beyond this, likewise, a circle is a straight line; a disc that just reaches the corners of a square has 0.71.</summary>
    private const double LargestRadius = 1.1;

    /// <summary>The part of a full circle that must step from eye to background for a doubtful disc to be better than none.</summary>
    private const double Faint = 0.1;

    /// <summary>Finds the eye.</summary>
    /// <param name="bgr">Blue, green, red, 8 bits each, rows contiguous.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The outline and how sure it is; null where there is no eye: a blank picture, or nothing but noise.</returns>
    public static EyeFinding? Find(ReadOnlySpan<byte> bgr, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, width * height * 3);
        if (PictureContent.IsBlank(bgr, width, height))
            return null;
        var finding = FindWithin(bgr, width, height);
        if (finding is { Method: EyeMaskMethod.Disc, Status: EyeMaskStatus.Found })
            return finding;
        var margin = PaperMargin.Measure(bgr, width, height);
        if (margin.IsEmpty)
            return finding;
        var inner = FindWithin(margin.Strip(bgr, width), margin.Width, margin.Height);
        return inner is { Method: EyeMaskMethod.Disc } && inner.Confidence > (finding?.Confidence ?? 0) ? margin.Restore(inner) : finding;
    }

    private static EyeFinding? FindWithin(ReadOnlySpan<byte> bgr, int width, int height)
    {
        using var cells = CellImage.Reduce(bgr, width, height, CellsAlongLongerSide);
        var best = BestDisc(bgr, width, height, cells);
        if (best.Support.Quality >= Credible)
            return Judgement.OfDisc(best);
        return Judgement.OfFullFrame(cells, width, height) ?? (best.Support.SupportedArc >= Faint ? Judgement.OfDisc(best) : null);
    }

    private static DiscCandidate BestDisc(ReadOnlySpan<byte> bgr, int width, int height, CellImage cells)
    {
        var best = default(DiscCandidate);
        foreach (var background in BackgroundModel.FromCorners(cells))
        {
            if (background.IsRetina)
                continue;
            var distances = RegionEvidence.Distances(cells, background);
            foreach (double threshold in Thresholds(distances))
            {
                using var evidence = RegionEvidence.ByDistance(distances, threshold, cells.Width, cells.Height);
                var region = new RegionSearch(evidence, cells.Width, cells.Height).Find();
                var candidate = Refine(bgr, width, height, cells, background, region);
                double size = candidate.Region.Radius / Math.Max(width, height);
                if (candidate.Support.Quality > best.Support.Quality && size is >= SmallestRadius and <= LargestRadius)
                    best = candidate;
                if (best.Support.Ratio >= Convincing && best.Support.SupportedArc > 0.3)
                    return best;
            }
        }

        return best;
    }

    /// <summary>
    /// From the background's own spread to well inside the eye's: the first suits clear photographs, the second dark eyes.
    /// </summary>
    private static double[] Thresholds(float[] distances)
    {
        const int stride = 7;
        var sample = new float[(distances.Length + stride - 1) / stride];
        for (int i = 0; i < sample.Length; i++)
            sample[i] = distances[i * stride];
        double bright = Math.Max(OrderStatistic.Select<float>(sample, (int)(0.9 * (sample.Length - 1))), 4);
        return [Math.Max(Math.Sqrt(4 * bright), 4), 4];
    }

    private static DiscCandidate Refine(
        ReadOnlySpan<byte> bgr, int width, int height, CellImage cells, BackgroundModel background, DiscRegion region)
    {
        var contrast = default(Contrast);
        for (int round = 0; round < 2; round++)
        {
            background = background.Refine(cells, region);
            contrast = Contrast.Learn(cells, background, region);
            using var evidence = RegionEvidence.ByCompetition(cells, contrast, region);
            region = new RegionSearch(evidence, cells.Width, cells.Height).Improve(region, 0.04 * region.Radius);
        }

        using var plane = new ContrastPlane(bgr, width, height, contrast);
        var rim = new RimFit(plane);
        region = region.Magnify(cells.Factor, cells.Width, cells.Height, width, height);
        region = rim.Refine(region, near: false);
        region = new CutFit(plane, rim).Refine(region);
        region = rim.Refine(region, near: true);
        return new DiscCandidate(region, rim.Judge(region));
    }
}
