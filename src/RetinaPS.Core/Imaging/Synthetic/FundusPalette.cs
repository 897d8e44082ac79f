namespace RetinaPS.Imaging.Synthetic;

/// <summary>Colours of one eye at exposure 1, red, green, blue, 0 to 255 and beyond where over-exposed.</summary>
/// <param name="Retina">The fundus between vessels at the brightest place.</param>
/// <param name="Disc">The optic disc's rim.</param>
/// <param name="Cup">The optic disc's cup.</param>
internal sealed record FundusPalette(Rgb Retina, Rgb Disc, Rgb Cup)
{
    private static readonly (double Weight, Rgb Color)[] Kinds =
    [
        (0.3, new Rgb(208, 84, 36)),  // orange-red, the commonest
        (0.2, new Rgb(216, 76, 44)),  // red
        (0.16, new Rgb(166, 90, 28)), // brown: much pigment
        (0.12, new Rgb(222, 106, 88)), // pink
        (0.1, new Rgb(222, 138, 62)), // yellow: little pigment, or old film
        (0.12, new Rgb(246, 100, 22)), // red at the sensor's limit
    ];

    public static FundusPalette Draw(Prng random)
    {
        Span<double> weights = stackalloc double[Kinds.Length];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Kinds[i].Weight;
        Rgb kind = Kinds[random.Choose(weights)].Color;
        var retina = new Rgb(kind.R * random.Between(0.9, 1.06), kind.G * random.Between(0.85, 1.18), kind.B * random.Between(0.7, 1.35));
        var pale = new Rgb(
            retina.R * 1.16,
            Math.Max(retina.R * random.Between(0.6, 0.84), retina.G * 1.3),
            Math.Max(retina.R * random.Between(0.28, 0.52), retina.B * 1.35));
        Rgb disc = Rgb.Mix(retina, pale, random.Between(0.55, 0.95));
        var white = new Rgb(
            retina.R * 1.2,
            Math.Max(retina.R * random.Between(0.92, 1.1), retina.G * 1.35),
            Math.Max(retina.R * random.Between(0.45, 0.85), retina.B * 1.5));
        return new FundusPalette(retina, disc, Rgb.Mix(disc, white, random.Between(0.5, 0.95)));
    }
}
