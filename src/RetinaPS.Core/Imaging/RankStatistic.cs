namespace RetinaPS.Imaging;

/// <summary>The area under the receiver operating characteristic, as the rank statistic that it is.</summary>
internal static class RankStatistic
{
    /// <summary>
    /// The part of all pairs of one value of each kind in which the positive is the larger, ties counting half: exact over all distinct
    /// values. Sorts its arguments.
    /// </summary>
    /// <returns>0 to 1, or NaN where one kind has no values.</returns>
    public static double AreaUnderCurve(Span<float> positives, Span<float> negatives)
    {
        if (positives.IsEmpty || negatives.IsEmpty)
            return double.NaN;
        positives.Sort();
        negatives.Sort();
        // Twice the number of pairs won: a whole number, of which 64 bits hold 2 * 10^9 pixels of each kind.
        ulong twice = 0;
        int below = 0, upTo = 0;
        for (int i = 0; i < positives.Length; i++)
        {
            float value = positives[i];
            while (below < negatives.Length && negatives[below] < value)
                below++;
            upTo = Math.Max(upTo, below);
            while (upTo < negatives.Length && negatives[upTo] == value)
                upTo++;
            twice += (ulong)below + (ulong)upTo;
        }

        return (double)twice / 2 / ((double)positives.Length * negatives.Length);
    }

    /// <summary>The same from counts of each value, by rising value.</summary>
    public static double AreaUnderCurve(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives)
    {
        double pairs = 0, below = 0, all = 0;
        for (int i = 0; i < positives.Length; i++)
        {
            pairs += positives[i] * (below + (0.5 * negatives[i]));
            below += negatives[i];
            all += positives[i];
        }

        return pairs / (all * below);
    }
}
