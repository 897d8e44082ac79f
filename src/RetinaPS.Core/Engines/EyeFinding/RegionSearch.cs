using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// Finds the cut disc with the most eye and the least background inside: a coarse grid over centre and radius, then pattern search (Hooke
/// and Jeeves 1961), in turn with the straight cuts.
/// </summary>
internal sealed class RegionSearch(EvidencePlane evidence, int width, int height)
{
    /// <summary>A straight cut may not come closer to the centre than this part of the radius.</summary>
    private const double NearestCut = 0.3;

    // Each move of the pattern search: the centre, the radius, and one side of the disc with the opposite one held.
    private static readonly (int X, int Y, int R)[] s_moves =
    [
        (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1),
        (1, 0, 1), (-1, 0, 1), (1, 0, -1), (-1, 0, -1), (0, 1, 1), (0, -1, 1), (0, 1, -1), (0, -1, -1),
    ];

    /// <summary>Searches the whole frame.</summary>
    public DiscRegion Find()
    {
        int longer = Math.Max(width, height);
        int stride = Math.Max(1, height / 24);
        var best = default(DiscRegion);
        float lowest = float.PositiveInfinity;
        for (double radius = 0.2 * longer; radius < 0.8 * longer; radius *= 1.13)
        {
            double step = Math.Max(radius / 4, 1);
            double[] xs = Centres(width, step);
            var columns = new Vector128<float>[(xs.Length + Vector128<float>.Count - 1) / Vector128<float>.Count];
            var inside = new Vector128<float>[columns.Length];
            for (int i = 0; i < xs.Length; i++)
                MemoryMarshal.Cast<Vector128<float>, float>(columns.AsSpan())[i] = (float)xs[i] + 0.5f;
            foreach (double y in Centres(height, step))
            {
                evidence.InsideDiscs(columns, y, radius, stride, inside);
                for (int i = 0; i < xs.Length; i++)
                {
                    float sum = MemoryMarshal.Cast<Vector128<float>, float>(inside.AsSpan())[i];
                    if (sum < lowest)
                        (lowest, best) = (sum, DiscRegion.Uncut(xs[i], y, radius, width, height));
                }
            }
        }

        return Improve(best, 0.08 * best.Radius);
    }

    /// <summary>Improves a region, moving its rim by <paramref name="step"/> cells at first.</summary>
    public DiscRegion Improve(DiscRegion region, double step)
    {
        (region, double settled) = MoveCircle(region, step, settled: 0);
        double next = Math.Max(step / 2, 1);
        if (next > step / 2)
            settled = 0;
        for (int round = 0; round < 3; round++)
        {
            var before = region;
            var cut = Cut(region);
            (region, settled) = MoveCircle(cut, next, cut == before ? settled : 0);
            if (region == before)
                break;
        }

        return Cut(region);
    }

    /// <summary>The best straight cuts for the region's circle.</summary>
    public DiscRegion Cut(DiscRegion region)
    {
        region = region with { Left = -0.5, Top = -0.5, Right = width - 0.5, Bottom = height - 0.5 };
        for (int round = 0; round < 2; round++)
        {
            region = region with { Top = CutFrom(region, rows: true, 0, 1), Bottom = CutFrom(region, rows: true, height - 1, -1) };
            region = region with { Left = CutFrom(region, rows: false, 0, 1), Right = CutFrom(region, rows: false, width - 1, -1) };
        }

        return region;
    }

    private static double[] Centres(int length, double step)
    {
        double start = ((length - 1) / 2.0) - (Math.Floor((length - 1) / 2.0 / step) * step);
        var centres = new List<double>();
        for (double centre = start; centre < length; centre += step)
            centres.Add(centre);
        return [.. centres];
    }

    /// <summary>Pattern search, from a step down.</summary>
    /// <param name="region">Where to begin.</param>
    /// <param name="step">How far the first moves go; what follows is halved.</param>
    /// <param name="settled">The largest of these steps known to lead nowhere from that region, as the smaller ones then do; 0 where none is.</param>
    /// <returns>Where it ended, and the largest step that leads nowhere from there.</returns>
    private (DiscRegion Region, double Settled) MoveCircle(DiscRegion region, double step, double settled)
    {
        double lowest = evidence.Inside(region), largest = settled;
        while (step >= 0.25 && step > settled)
        {
            bool moved = false;
            foreach (var (x, y, r) in s_moves)
            {
                var candidate = region with { X = region.X + (x * step), Y = region.Y + (y * step), Radius = region.Radius + (r * step) };
                if (candidate.Radius < 2 || candidate.Radius > 2 * (width + height))
                    continue;
                double inside = evidence.Inside(candidate);
                if (inside < lowest - 1e-6)
                {
                    (lowest, region) = (inside, candidate);
                    moved = true;
                }
            }

            if (moved)
            {
                (settled, largest) = (0, 0);
                continue;
            }

            largest = Math.Max(largest, step);
            step /= 2;
        }

        return (region, largest);
    }

    /// <summary>Walks inwards from one side of the frame and cuts where the evidence left outside is most like background.</summary>
    private double CutFrom(DiscRegion region, bool rows, int start, int direction)
    {
        double centre = rows ? region.Y : region.X;
        double across = rows ? region.X : region.Y;
        (double low, double high) = rows ? (region.Left, region.Right) : (region.Top, region.Bottom);
        double uncut = start - (0.5 * direction);
        double best = uncut, most = 0, gain = 0;
        int area = 0;
        for (int i = start; (centre - i) * direction > NearestCut * region.Radius; i += direction)
        {
            if (i < 0 || i >= (rows ? height : width))
                break;
            double d = i - centre;
            double half = (region.Radius * region.Radius) - (d * d);
            if (half <= 0)
                continue;
            half = Math.Sqrt(half);
            double from = Math.Max(across - half, low), to = Math.Min(across + half, high);
            gain += rows ? evidence.RowRun(i, from, to) : evidence.ColumnRun(i, from, to);
            area += (int)Math.Max(to - from, 0);
            if (gain > most && gain > 0.5 * area)
                (most, best) = (gain, i + (0.5 * direction));
        }

        return best;
    }
}
