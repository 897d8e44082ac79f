using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>Profiles across a disc's rim, averaged along short arcs: all that the sub-pixel fit needs to know of the pixels.</summary>
internal sealed class RimProfiles(ContrastPlane plane)
{
    public const int SectorCount = 72;
    private const int RaysPerSector = 8;

    private static readonly (double Cosine, double Sine)[] s_rays = Rays();

    private readonly RimSector[] _sectors = new RimSector[SectorCount];

    /// <summary>Measures the rim of a region.</summary>
    /// <param name="region">The region, in pixels.</param>
    /// <param name="reach">How far to look to either side, in pixels.</param>
    /// <param name="softness">Half the width of the rim's transition, in pixels.</param>
    /// <param name="stride">Takes every stride-th ray only.</param>
    public ReadOnlySpan<RimSector> Measure(in DiscRegion region, int reach, double softness, int stride = 1)
    {
        Span<Vector128<double>> pairs = stackalloc Vector128<double>[reach + 1];
        ReadOnlySpan<double> profile = Samples(pairs);
        for (int sector = 0; sector < SectorCount; sector++)
        {
            bool visible = Average(region, sector, softness + 1.5, stride, pairs, out int middle);
            (double cosine, double sine) = s_rays[middle];
            _sectors[sector] = new RimSector(cosine, sine, visible, visible ? StepEdge.Locate(profile, softness) : default);
        }

        return _sectors;
    }

    /// <summary>Half of the distance between the 15 % and the 85 % points of the mean transition, in pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Softness(in DiscRegion region, int reach)
    {
        Span<Vector128<double>> pairs = stackalloc Vector128<double>[reach + 1];
        Span<Vector128<double>> sums = stackalloc Vector128<double>[reach + 1];
        sums.Clear();
        for (int sector = 0; sector < SectorCount; sector++)
        {
            // Only arcs that step where the circle is: the others would smear the transition.
            var edge = _sectors[sector].Edge;
            if (edge.Contrast <= 0 || Math.Abs(edge.Offset) > 2 || !Average(region, sector, 1.5, 2, pairs, out _))
                continue;
            for (int i = 0; i < sums.Length; i++)
                sums[i] += pairs[i];
        }

        ReadOnlySpan<double> mean = Samples(sums);
        int plateau = Math.Max(1, reach / 3);
        double inside = 0, outside = 0;
        for (int i = 0; i < plateau; i++)
        {
            inside += mean[i] / plateau;
            outside += mean[mean.Length - 1 - i] / plateau;
        }

        if (inside <= outside)
            return 1;
        int within = reach, beyond = reach;
        while (within > 0 && mean[within] < outside + (0.85 * (inside - outside)))
            within--;
        while (beyond < mean.Length - 1 && mean[beyond] > outside + (0.15 * (inside - outside)))
            beyond++;
        return Math.Clamp((beyond - within) / 2.0, 1, Math.Max(1, Math.Min(reach / 3.0, 0.03 * region.Radius)));
    }

    private static (double Cosine, double Sine)[] Rays()
    {
        var rays = new (double, double)[SectorCount * RaysPerSector];
        for (int i = 0; i < rays.Length; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / rays.Length);
            rays[i] = (cosine, sine);
        }

        return rays;
    }

    /// <summary>Averages a sector's rays, two samples to a pair; the last pair has one sample too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Average(in DiscRegion region, int sector, double margin, int stride, Span<Vector128<double>> pairs, out int middle)
    {
        int reach = pairs.Length - 1;
        int count = 0, sum = 0;
        pairs.Clear();
        for (int ray = (sector * RaysPerSector) + (stride / 2); ray < (sector + 1) * RaysPerSector; ray += stride)
        {
            (double cosine, double sine) = s_rays[ray];
            double x = region.X + (region.Radius * cosine), y = region.Y + (region.Radius * sine);
            if (!Shown(x, region.Left, region.Right, plane.Width, margin) || !Shown(y, region.Top, region.Bottom, plane.Height, margin))
                continue;
            count++;
            sum += ray;
            plane.AddRay(x, y, cosine, sine, reach, pairs);
        }

        // A short arc in a corner of the frame is all that some photographs show: a third of a sector counts, at its own angle.
        middle = count == 0 ? sector * RaysPerSector : sum / count;
        if (3 * count * stride < RaysPerSector)
            return false;
        foreach (ref var pair in pairs)
            pair /= Vector128.Create((double)count);
        return true;
    }

    private static Span<double> Samples(Span<Vector128<double>> pairs) => MemoryMarshal.Cast<Vector128<double>, double>(pairs)[..^1];

    /// <summary>Inside the frame by enough to see both sides of the rim, and off a cut's own edge.</summary>
    private static bool Shown(double at, double low, double high, int length, double margin) =>
        at >= (low <= -0.5 ? 1 : low + margin) && at <= (high >= length - 0.5 ? length - 2 : high - margin);
}
