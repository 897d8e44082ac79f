namespace RetinaPS.Engines.EyeFinding;

/// <summary>The colour of what surrounds the eye: mean and standard deviation of each channel, in levels of 0 to 255.</summary>
internal readonly record struct BackgroundModel(
    double Blue, double Green, double Red, double BlueDeviation, double GreenDeviation, double RedDeviation)
{
    // Quantisation and the ringing of JPEG leave something even where the corner itself is perfectly flat.
    private const double FloorDeviation = 0.5;

    public double Luminance => (Blue + Green + Red) / 3;

    /// <summary>Whether this is lit retina rather than background: an optic disc in a frame full of retina is no eye.</summary>
    public bool IsRetina => PictureContent.HasRetinaColor((float)Blue, (float)Green, (float)Red) && Red > 60;

    /// <summary>
    /// What the background could be, darkest first: the eye is round, so where background shows at all it shows in a corner. Corners
    /// of like colour make one hypothesis; a corner may also hold retina or a label.
    /// </summary>
    public static List<BackgroundModel> FromCorners(CellImage cells)
    {
        var corners = new List<BackgroundModel>(4);
        for (int corner = 0; corner < 4; corner++)
            corners.Add(OfCorner(cells, right: (corner & 1) != 0, bottom: (corner & 2) != 0));
        corners.Sort((p, q) => p.Luminance.CompareTo(q.Luminance));
        var models = new List<BackgroundModel>();
        foreach (var corner in corners)
        {
            int alike = models.FindIndex(model => model.Resembles(corner));
            if (alike < 0)
                models.Add(corner);
            else
                models[alike] = models[alike].Merge(corner);
        }

        return models;
    }

    /// <summary>
    /// The background outside a fitted region, less labels and other far outliers; this model where too little lies outside.
    /// </summary>
    public BackgroundModel Refine(CellImage cells, in DiscRegion region)
    {
        double margin = Math.Max(1.5, 0.04 * region.Radius);
        var moments = new ColorMoments(this);
        double within = Math.BitDecrement((region.Radius + margin) * (region.Radius + margin));
        int left = Math.Max(0, (int)Math.Floor(region.Left - margin) + 1);
        int right = Math.Min(cells.Width, (int)Math.Ceiling(region.Right + margin)) - 1;
        for (int y = 0; y < cells.Height; y++)
        {
            bool cut = y < region.Top - margin || y > region.Bottom + margin;
            (int first, int past) = cut ? default : region.Chord(y, within, left, right);
            moments.Add(cells, y * cells.Width, first);
            moments.Add(cells, (y * cells.Width) + past, cells.Width - past);
        }

        int count = moments.Count;
        if (count < 8)
            return this;
        (double blue, double green, double red) = (moments.Sums.Blue / count, moments.Sums.Green / count, moments.Sums.Red / count);
        return new BackgroundModel(
            Blue + blue, Green + green, Red + red,
            Deviation(blue, moments.Squares.Blue), Deviation(green, moments.Squares.Green), Deviation(red, moments.Squares.Red));

        double Deviation(double mean, double squares) =>
            Math.Sqrt(Math.Max((squares / count) - (mean * mean), 0) + (FloorDeviation * FloorDeviation));
    }

    private bool Resembles(BackgroundModel other) =>
        Near(Blue, other.Blue, BlueDeviation, other.BlueDeviation)
        && Near(Green, other.Green, GreenDeviation, other.GreenDeviation)
        && Near(Red, other.Red, RedDeviation, other.RedDeviation);

    private static bool Near(double a, double b, double deviationA, double deviationB) =>
        Math.Abs(a - b) <= 6 + (2 * Math.Min(deviationA + deviationB, 6));

    private BackgroundModel Merge(BackgroundModel other)
    {
        (double blue, double blueDeviation) = Pool(Blue, BlueDeviation, other.Blue, other.BlueDeviation);
        (double green, double greenDeviation) = Pool(Green, GreenDeviation, other.Green, other.GreenDeviation);
        (double red, double redDeviation) = Pool(Red, RedDeviation, other.Red, other.RedDeviation);
        return new BackgroundModel(blue, green, red, blueDeviation, greenDeviation, redDeviation);
    }

    private static (double Mean, double Deviation) Pool(double mean, double deviation, double other, double otherDeviation)
    {
        double half = (other - mean) / 2;
        return (mean + half, Math.Sqrt((((deviation * deviation) + (otherDeviation * otherDeviation)) / 2) + (half * half)));
    }

    private static BackgroundModel OfCorner(CellImage cells, bool right, bool bottom)
    {
        int leg = Math.Clamp((int)Math.Round(0.05 * Math.Max(cells.Width, cells.Height)), 1, Math.Min(cells.Width, cells.Height));
        int size = leg * (leg + 1) / 2;
        var blue = new float[size];
        var green = new float[size];
        var red = new float[size];
        int count = 0;
        ReadOnlySpan<float> blues = cells.Blue, greens = cells.Green, reds = cells.Red;
        for (int y = 0; y < leg; y++)
        {
            int row = (bottom ? cells.Height - 1 - y : y) * cells.Width;
            for (int x = 0; x < leg - y; x++, count++)
            {
                int at = row + (right ? cells.Width - 1 - x : x);
                blue[count] = blues[at];
                green[count] = greens[at];
                red[count] = reds[at];
            }
        }

        (double b, double bd) = MedianAndDeviation(blue);
        (double g, double gd) = MedianAndDeviation(green);
        (double r, double rd) = MedianAndDeviation(red);
        return new BackgroundModel(b, g, r, bd, gd, rd);
    }

    /// <summary>Median, and the standard deviation that the median absolute deviation stands for (Hampel 1974).</summary>
    private static (double Median, double Deviation) MedianAndDeviation(float[] values)
    {
        Array.Sort(values);
        double median = values[values.Length / 2];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Math.Abs(values[i] - median);
        Array.Sort(values);
        double deviation = 1.4826 * values[values.Length / 2];
        return (median, Math.Sqrt((deviation * deviation) + (FloorDeviation * FloorDeviation)));
    }
}
