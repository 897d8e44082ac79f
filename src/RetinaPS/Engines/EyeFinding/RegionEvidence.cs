namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// How likely each cell is background rather than eye: first by its distance from the background, then by what a fitted region teaches.
/// </summary>
internal static class RegionEvidence
{
    private const int BinsPerLevel = 2;
    private const int LowestLevel = -64;
    private const int BinCount = (256 - LowestLevel) * BinsPerLevel;
    private const double Limit = 3;

    /// <summary>Background up to <paramref name="threshold"/> standard deviations, eye beyond, with a soft step between.</summary>
    public static EvidencePlane ByDistance(ReadOnlySpan<float> distances, double threshold, int width, int height)
    {
        var evidence = new float[distances.Length];
        float slope = (float)(4 / threshold);
        for (int i = 0; i < evidence.Length; i++)
            evidence[i] = Math.Clamp(2 - (slope * distances[i] / 2), -2, 2);
        return new EvidencePlane(evidence, width, height);
    }

    /// <summary>How far each cell's colour is from the background, in standard deviations.</summary>
    public static float[] Distances(CellImage cells, in BackgroundModel background)
    {
        var distances = new float[cells.Width * cells.Height];
        float blue = (float)background.Blue, green = (float)background.Green, red = (float)background.Red;
        float perBlue = (float)(1 / background.BlueDeviation);
        float perGreen = (float)(1 / background.GreenDeviation);
        float perRed = (float)(1 / background.RedDeviation);
        for (int i = 0; i < distances.Length; i++)
        {
            float b = (cells.Blue[i] - blue) * perBlue, g = (cells.Green[i] - green) * perGreen, r = (cells.Red[i] - red) * perRed;
            distances[i] = MathF.Sqrt((b * b) + (g * g) + (r * r));
        }

        return distances;
    }

    /// <summary>
    /// Region competition (Zhu and Yuille 1996): the logarithm of the ratio of the two histograms, outside and inside the region, of the
    /// contrast.
    /// </summary>
    public static EvidencePlane ByCompetition(CellImage cells, in Contrast contrast, in DiscRegion region)
    {
        int count = cells.Width * cells.Height;
        var bins = new short[count];
        var inside = new double[BinCount];
        var outside = new double[BinCount];
        double squared = region.Radius * region.Radius;
        for (int y = 0, at = 0; y < cells.Height; y++)
        {
            double dy = y - region.Y;
            bool cut = y < region.Top || y > region.Bottom;
            for (int x = 0; x < cells.Width; x++, at++)
            {
                float level = contrast.Of(cells.Blue[at], cells.Green[at], cells.Red[at]);
                int bin = Math.Clamp((int)((level - LowestLevel) * BinsPerLevel), 0, BinCount - 1);
                bins[at] = (short)bin;
                double dx = x - region.X;
                bool within = !cut && (dx * dx) + (dy * dy) <= squared && x >= region.Left && x <= region.Right;
                (within ? inside : outside)[bin]++;
            }
        }

        int width = Math.Max(1, (int)Math.Round(contrast.Noise * BinsPerLevel / 2));
        Smooth(inside, width);
        Smooth(outside, width);
        var ratio = new float[BinCount];
        for (int bin = 0; bin < BinCount; bin++)
            ratio[bin] = (float)Math.Clamp(Math.Log(outside[bin] / inside[bin]), -Limit, Limit);
        var evidence = new float[count];
        for (int i = 0; i < count; i++)
            evidence[i] = ratio[bins[i]];
        return new EvidencePlane(evidence, cells.Width, cells.Height);
    }

    /// <summary>Two passes of a box filter, then to a density that is nowhere zero.</summary>
    private static void Smooth(double[] histogram, int halfWidth)
    {
        double total = 1e-9;
        foreach (double count in histogram)
            total += count;
        var sums = new double[histogram.Length + 1];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < histogram.Length; i++)
                sums[i + 1] = sums[i] + histogram[i];
            for (int i = 0; i < histogram.Length; i++)
            {
                int low = Math.Max(0, i - halfWidth), high = Math.Min(histogram.Length - 1, i + halfWidth);
                histogram[i] = (sums[high + 1] - sums[low]) / (high - low + 1);
            }
        }

        const double unexplained = 0.02;
        for (int i = 0; i < histogram.Length; i++)
            histogram[i] = (histogram[i] / total * (1 - unexplained)) + (unexplained / histogram.Length);
    }
}
