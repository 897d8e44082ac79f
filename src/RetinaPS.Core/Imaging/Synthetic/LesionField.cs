namespace RetinaPS.Imaging.Synthetic;

/// <summary>Drusen, hard exudates, haemorrhages and microaneurysms: blots of uneven outline around the macula and the arcades.</summary>
internal sealed class LesionField
{
    private const int Stream = 7;

    private readonly List<(double X, double Y, double Radius, double Soft, float Strength, bool IsPale)> blots = [];
    private readonly NoiseField outline;

    public LesionField(SyntheticFundusOptions options, EyeAnatomy anatomy)
    {
        var random = new Prng(options.Seed, Stream);
        outline = new NoiseField(random.NextUInt64());
        bool drawn = random.Chance(0.2);
        IsPresent = options.Lesions ?? drawn;
        if (!IsPresent)
            return;
        if (random.Chance(0.45))
            Scatter(random, anatomy, 15 + random.NextInt(60), 4.5, (0.05, 0.24), (0.5, 0.9), (0.15, 0.4), true);
        for (int cluster = random.NextInt(5); cluster > 0; cluster--)
            Scatter(random, anatomy, 6 + random.NextInt(25), 1.3, (0.04, 0.2), (0.15, 0.35), (0.5, 0.9), true);
        Scatter(random, anatomy, 5 + random.NextInt(30), 9, (0.04, 0.1), (0.2, 0.4), (0.5, 0.9), false);
        Scatter(random, anatomy, random.NextInt(14), 9, (0.12, 0.55), (0.2, 0.5), (0.6, 1), false);
    }

    public bool IsPresent { get; }

    public void Draw(EyeAnatomy anatomy, AbsorptionBand into)
    {
        double scale = anatomy.PixelsPerDegree;
        foreach ((double bx, double by, double radius, double soft, float strength, bool isPale) in blots)
        {
            (double cx, double cy) = anatomy.ToPixels(bx, by);
            double size = radius * scale, reach = (1.4 + soft) * size + 1;
            double edge = Math.Max(soft * size, 0.7);
            float[] plane = isPale ? into.Deposit : into.Vein;
            int top = Math.Max((int)Math.Ceiling(cy - reach), into.Top);
            int bottom = Math.Min((int)Math.Floor(cy + reach), into.Top + into.Rows - 1);
            int left = Math.Max((int)Math.Ceiling(cx - reach), 0), right = Math.Min((int)Math.Floor(cx + reach), into.Width - 1);
            for (int y = top; y <= bottom; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    double dx = x - cx, dy = y - cy;
                    double uneven = 1 + (0.4 * outline.At((x / size * 1.3) + (bx * 9), (y / size * 1.3) + (by * 9)));
                    double inside = (size * uneven) - Math.Sqrt((dx * dx) + (dy * dy));
                    float value = strength * (float)PortableMath.SmoothStep(-edge, edge, inside);
                    int at = ((y - into.Top) * into.Width) + x;
                    if (value > plane[at])
                        plane[at] = value;
                }
            }
        }
    }

    private void Scatter(
        Prng random,
        EyeAnatomy anatomy,
        int count,
        double spread,
        (double Low, double High) radius,
        (double Low, double High) soft,
        (double Low, double High) strength,
        bool isPale)
    {
        double apart = spread < 2 ? 4 : 0;
        double x = anatomy.FoveaX + (apart * random.NextNormal()), y = anatomy.FoveaY + (apart * random.NextNormal());
        for (int i = 0; i < count; i++)
        {
            double small = random.NextDouble();
            double size = radius.Low + ((radius.High - radius.Low) * small * small);
            blots.Add((
                x + (spread * random.NextNormal()),
                y + (spread * random.NextNormal()),
                size,
                random.Between(soft.Low, soft.High),
                (float)random.Between(strength.Low, strength.High),
                isPale));
        }
    }
}
