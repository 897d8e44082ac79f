using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>The step from eye to background along a profile that runs outwards.</summary>
/// <param name="Offset">Where it passes half its height, in samples from the profile's middle; positive is outwards.</param>
/// <param name="Contrast">Its height, whichever side is the brighter.</param>
internal readonly record struct StepEdge(double Offset, double Contrast)
{
    /// <summary>The most samples a profile may have to either side of its middle.</summary>
    public const int LongestReach = 64;

    // A dark rim before a grey background steps the other way; it happens, but seldom.
    private const double Unusual = 0.7;

    // By reach, made when first asked for: how much a step counts at each sample for being near the middle.
    private static readonly double[]?[] s_nearness = new double[LongestReach + 1][];

    /// <summary>
    /// Finds the step. A step counts more the nearer it is to the middle, and less the more of what follows outside it is not background:
    /// vessels, the optic disc's rim and labels are steps too.
    /// </summary>
    /// <param name="profile">An odd number of samples, background about 0.</param>
    /// <param name="softness">Half the width of the rim's transition, in samples.</param>
    /// <returns>A contrast of 0 where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static StepEdge Locate(ReadOnlySpan<double> profile, double softness)
    {
        int reach = profile.Length / 2;
        int plateau = Math.Clamp((int)Math.Ceiling(softness) + 1, 2, Math.Max(2, reach / 2));
        Span<double> sums = stackalloc double[profile.Length + 2];
        for (int i = 0; i < profile.Length; i++)
            sums[i + 1] = sums[i] + profile[i];
        var all = Vector128.Create(sums[profile.Length]);
        double[] nearness = s_nearness[reach] ??= Nearness(reach);
        double best = 0;
        int sign = 1;
        int at = -1, last = profile.Length - plateau;
        for (int i = plateau; i <= last; i += 2)
        {
            // Here and at the next sample, of which the last may have none.
            var sum = Vector128.Create<double>(sums[i..]);
            var steps = (sum - Vector128.Create<double>(sums[(i - plateau)..]) - Vector128.Create<double>(sums[(i + plateau)..]) + sum) / plateau;
            var beyond = Vector128.Abs(all - sum) / Vector128.Create(profile.Length - i, profile.Length - i - 1.0);
            var likely = Vector128.ConditionalSelect(Vector128.GreaterThan(steps, Vector128<double>.Zero), steps, -Unusual * steps);
            var scores = (likely * Vector128.Create(nearness.AsSpan(i))) - (0.5 * beyond);
            if (scores[0] > best)
                (best, at, sign) = (scores[0], i, Math.Sign(steps[0]));
            if (scores[1] > best && i < last)
                (best, at, sign) = (scores[1], i + 1, Math.Sign(steps[1]));
        }

        return at < 0 ? default : HalfHeight(profile, sums[..^1], at, sign, (int)Math.Round(1.6 * softness), plateau);
    }

    private static double[] Nearness(int reach)
    {
        double spread = 0.7 * reach;
        var nearness = new double[(2 * reach) + 2];
        for (int i = 0; i < nearness.Length; i++)
        {
            double t = i - 0.5 - reach;
            nearness[i] = Math.Exp(-t * t / (2 * spread * spread));
        }

        return nearness;
    }

    private static StepEdge HalfHeight(ReadOnlySpan<double> profile, ReadOnlySpan<double> sums, int at, int sign, int gap, int plateau)
    {
        double outside = Mean(sums, at + gap, at + gap + plateau);
        double inside = Extrapolate(sums, at - gap, gap, plateau, outside);
        double half = (inside + outside) / 2;
        if ((inside - outside) * sign <= 0)
            return default;
        for (int away = 0; away <= gap + plateau; away++)
        {
            if (Crosses(profile, at + away, sign, half, out double offset) || Crosses(profile, at - away, sign, half, out offset))
                return new StepEdge(offset, (inside - outside) * sign);
        }

        return default;
    }

    private static bool Crosses(ReadOnlySpan<double> profile, int i, int sign, double half, out double offset)
    {
        offset = 0;
        if (i < 1 || i >= profile.Length || (profile[i - 1] - half) * sign < 0 || (profile[i] - half) * sign >= 0)
            return false;
        offset = i - 1 + ((profile[i - 1] - half) / (profile[i - 1] - profile[i])) - (profile.Length / 2);
        return true;
    }

    /// <summary>
    /// The eye's level where the rim is: vignetting makes it fall outwards, and half of a level taken further inside would lie inside the
    /// rim.
    /// </summary>
    private static double Extrapolate(ReadOnlySpan<double> sums, int end, int gap, int plateau, double outside)
    {
        double near = Mean(sums, end - plateau, end);
        double far = Mean(sums, end - (2 * plateau), end - plateau);
        double level = near + ((near - far) * (gap + (plateau / 2.0)) / plateau);
        return Math.Clamp(level, near - (0.35 * Math.Abs(near - outside)), near + (0.1 * Math.Abs(near - outside)));
    }

    private static double Mean(ReadOnlySpan<double> sums, int from, int to)
    {
        (from, to) = (Math.Clamp(from, 0, sums.Length - 2), Math.Clamp(to, 1, sums.Length - 1));
        from = Math.Min(from, to - 1);
        return (sums[to] - sums[from]) / (to - from);
    }
}
