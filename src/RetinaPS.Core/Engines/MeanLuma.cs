namespace RetinaPS.Engines;

/// <summary>How bright counted pixels are: the mean of their luma 0.299 R + 0.587 G + 0.114 B, 0 to 255.</summary>
internal static class MeanLuma
{
    private static readonly double[] Weights = [0.114, 0.587, 0.299];

    /// <summary>The mean luma of what was counted.</summary>
    /// <param name="counts">[blue, green, red][level], of at least one pixel.</param>
    public static double Of(long[][] counts)
    {
        double luma = 0;
        for (int channel = 0; channel < Weights.Length; channel++)
        {
            // Whole numbers up to here, so that every engine has the same.
            long sum = 0, pixels = 0;
            for (int level = 0; level < counts[channel].Length; level++)
            {
                sum += level * counts[channel][level];
                pixels += counts[channel][level];
            }

            luma += Weights[channel] * sum / pixels;
        }

        return luma;
    }
}
