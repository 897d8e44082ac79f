using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>The constants of <see cref="Multiscale"/>, in pixels of the working plane: those of docs/vessels.md, chosen on fourteen photographs.</summary>
internal static class MultiscaleConstants
{
    public const double EyeRadius = 360;
    public const int RimWidth = 3;

    /// <summary>Wide blurs are made on planes this many times smaller.</summary>
    public const int CoarseTimes = 4;

    public const float PlaneWeight = 0.29f;
    /// <summary>How much of the response at right angles is taken off.</summary>
    public const float CrossWeight = 0.45f;

    /// <summary>How much the whole line counts, and how much its weaker half again: less where a line ends.</summary>
    public const float WholeLine = 0.83f;

    /// <inheritdoc cref="WholeLine"/>
    public const float WeakerHalf = 0.34f;

    public const double LeastMean = 1e-3;

    /// <summary>In means of the eye's response.</summary>
    public const float Threshold = 2.15f;

    public const int LeastPixels = 60;

    private const double LightSigma = 20;
    private const double ContrastSigma = 180;
    private const int Orientations = 12;
    private const int MostReach = 15;
    private const double LineSigma = 8;
    private const int LineStep = 2;

    // Bars are whole numbers, so that sums are exact: this is what one is.
    private const double TapsOfOne = 4096;

    private static readonly Bar[] Widths = [new(1.1, 1.5, 1.6, 6), new(2.4, 2, 6.5, 2), new(3.8, 5.5, 8.8, 1)];

    public static float[] LightTaps { get; } = BlurTaps.For(LightSigma / CoarseTimes);

    public static float[] ContrastTaps { get; } = BlurTaps.For(ContrastSigma / CoarseTimes);

    /// <summary>[orientation][width]: banks of one kernel.</summary>
    public static FilterBank[][] Bars { get; } =
        [.. Enumerable.Range(0, Orientations).Select(i => Array.ConvertAll(Widths, width => new FilterBank([KernelOf(width, AngleOf(i))])))];

    public static float[] BarWeights { get; } = Array.ConvertAll(Widths, width => width.Weight);

    /// <summary>[orientation].</summary>
    public static LineHalves[] Lines { get; } = [.. Enumerable.Range(0, Orientations).Select(i => LineAlong(AngleOf(i)))];

    /// <summary>What a whole number of the bars' responses is, in contrasts.</summary>
    public static float LineUnit { get; } = NormalizedUnits.Range / NormalizedUnits.Zero / (float)TapsOfOne;

    private static double AngleOf(int orientation) => Math.PI * orientation / Orientations;

    /// <summary>The bar less half of both flanks; what the rounded taps' sum is off 0 goes to the middle.</summary>
    private static FilterKernel KernelOf(Bar bar, double angle)
    {
        int half = Math.Min((int)Math.Ceiling(Math.Max(bar.Flank + (2.5 * bar.Across), 2.5 * bar.Along)), MostReach);
        int side = (2 * half) + 1;
        double[] middle = ProfileAt(0), right = ProfileAt(bar.Flank), left = ProfileAt(-bar.Flank);
        var taps = new float[side * side];
        for (int i = 0; i < taps.Length; i++)
            taps[i] = (float)Math.Round((middle[i] - ((right[i] + left[i]) / 2)) * TapsOfOne, MidpointRounding.ToEven);
        taps[taps.Length / 2] -= taps.Sum();
        return FilterKernel.Custom(side, side, taps);

        double[] ProfileAt(double place)
        {
            var (sin, cos) = Math.SinCos(angle);
            var profile = new double[side * side];
            for (int i = 0; i < profile.Length; i++)
            {
                int x = (i % side) - half, y = (i / side) - half;
                double u = (x * cos) + (y * sin) - place, v = (-x * sin) + (y * cos);
                profile[i] = Math.Exp(-u * u / (2 * bar.Across * bar.Across)) * Math.Exp(-v * v / (2 * bar.Along * bar.Along));
            }

            double sum = profile.Sum();
            return Array.ConvertAll(profile, value => value / sum);
        }
    }

    /// <summary>Both halves have the middle, by half.</summary>
    private static LineHalves LineAlong(double angle)
    {
        int reach = (int)Math.Ceiling(2 * LineSigma) / LineStep * LineStep;
        var (sin, cos) = Math.SinCos(angle);
        int[] steps = [.. Enumerable.Range(0, (2 * reach / LineStep) + 1).Select(i => (i * LineStep) - reach)];
        double sum = steps.Sum(WeightOf);
        LineTap[] taps = Array.ConvertAll(steps, t => new LineTap(
            (int)Math.Floor((-sin * t) + 0.5), (int)Math.Floor((cos * t) + 0.5), (float)(WeightOf(t) / sum) * (t == 0 ? 0.5f : 1)));
        return new LineHalves(taps[..((taps.Length / 2) + 1)], taps[(taps.Length / 2)..]);

        static double WeightOf(int t) => Math.Exp(-t * t / (2 * LineSigma * LineSigma));
    }

    /// <summary>A bar: its sigma across, the distance of its flanks, its sigma along, and what it weighs.</summary>
    private readonly record struct Bar(double Across, double Flank, double Along, float Weight);
}
