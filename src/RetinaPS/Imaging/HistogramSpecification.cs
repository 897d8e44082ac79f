namespace RetinaPS.Imaging;

/// <summary>
/// Histogram specification: maps each level of one channel to the level of a reference that has the nearest cumulative distribution
/// (Gonzalez and Woods, Digital Image Processing, 3.3; specification, section 16).
/// </summary>
internal static class HistogramSpecification
{
    public const int Levels = 256;

    /// <summary>
    /// The cumulative distribution, scaled to 0..255. Integer sums, then fl(fl(sum * 255) / n) in single precision, rounded half away
    /// from zero. Without the saturated level, 255 still counts in <paramref name="pixelCount"/>, as in the original's code.
    /// </summary>
    public static byte[] Cumulate(ReadOnlySpan<long> counts, long pixelCount, bool excludeSaturated)
    {
        var cumulative = new byte[Levels];
        long sum = 0;
        for (int level = 0; level < Levels; level++)
        {
            if (level < Levels - 1 || !excludeSaturated)
                sum += counts[level];
            float scaled = (float)sum * 255f / (float)pixelCount;
            cumulative[level] = (byte)Math.Clamp(MathF.Round(scaled, MidpointRounding.AwayFromZero), 0f, 255f);
        }

        return cumulative;
    }

    /// <summary>For each level the first level of the reference whose cumulative distribution is nearest.</summary>
    public static byte[] Match(ReadOnlySpan<byte> cumulative, ReadOnlySpan<byte> reference)
    {
        var nearest = new byte[Levels];
        for (int value = 0; value < Levels; value++)
        {
            int best = 0;
            for (int k = 1; k < Levels; k++)
            {
                if (Math.Abs(reference[k] - value) < Math.Abs(reference[best] - value))
                    best = k;
            }

            nearest[value] = (byte)best;
        }

        var table = new byte[Levels];
        for (int level = 0; level < Levels; level++)
            table[level] = nearest[cumulative[level]];
        return table;
    }
}
