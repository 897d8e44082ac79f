namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The camera of one photograph: where its disc lies, its background, exposure, noise and marks. Colours are red, green, blue, 0 to 255.
/// </summary>
internal sealed class CameraModel
{
    private const int LayoutStream = 1, LightStream = 2, MarkStream = 3, ShadowStream = 10;

    private CameraModel(SyntheticFundusOptions options)
    {
        var layout = new Prng(options.Seed, LayoutStream);
        var light = new Prng(options.Seed, LightStream);
        var marks = new Prng(options.Seed, MarkStream);

        double half = Math.Max(Math.Min(options.Width, options.Height) / 2.0, 0.5);
        DiscLayout drawn = DiscLayout.Draw(layout, options.Width, options.Height);
        FillsFrame = options.FillFrame ?? drawn.FillsFrame;
        DrawLight(options, light, half);
        (RimNotch notch, double notchSize) = DrawMarks(options, marks);

        var shade = new Prng(options.Seed, ShadowStream);
        bool shaded = shade.Chance(0.08);
        Shadow = options.Shadow ?? shaded ? LidShadow.Draw(shade) : null;

        DiscLayout placed = FillsFrame ? DiscLayout.Filling(options.Width, options.Height) : drawn.Override(options);
        EyeCircle circle = placed.Circle(options.Width, options.Height);
        PixelRectangle within = placed.Within(options.Width, options.Height, circle);
        if (!FillsFrame && RowExtents.FromDisc(options.Width, options.Height, circle, within).PixelCount == 0)
            FillsFrame = true;
        double angle = FillsFrame ? double.NaN : VisibleRim(marks, options, circle, within);
        if (double.IsNaN(angle))
            notch = RimNotch.None;
        Notch = notch;
        Aperture = new CameraAperture(
            circle, within, FillsFrame, EdgeWidth, notch, notch == RimNotch.None ? 0 : angle, notchSize * circle.Radius);
        Layout = placed;
    }

    public CameraAperture Aperture { get; }

    public DiscLayout Layout { get; }

    public bool FillsFrame { get; }

    public RimNotch Notch { get; }

    /// <summary>Width of the rise across the rim, in pixels.</summary>
    public double EdgeWidth { get; private set; }

    /// <summary>What the optics make of that width in a large image, over half of the shorter side.</summary>
    public double RimSoftness { get; private set; }

    public (double R, double G, double B) Background { get; private set; }

    /// <summary>Light scattered just outside of the rim, in grey levels at the rim.</summary>
    public double Glow { get; private set; }

    public double NoiseSigma { get; private set; }

    public double Exposure { get; private set; }

    public double Vignetting { get; private set; }

    /// <summary>Where the illumination is brightest, over the disc's radius from its centre.</summary>
    public (double X, double Y) Brightest { get; private set; }

    /// <summary>0 (clear) to 0.5: how much of the vessels' contrast a clouded lens takes.</summary>
    public double Haze { get; private set; }

    /// <summary>Standard deviation in pixels of the blur by optics and focus.</summary>
    public double Blur { get; private set; }

    public bool HasLabel { get; private set; }

    public RimFlare? Flare { get; private set; }

    public LidShadow? Shadow { get; }

    public static CameraModel Draw(SyntheticFundusOptions options) => new(options);

    private void DrawLight(SyntheticFundusOptions options, Prng light, double half)
    {
        double level = light.Choose([0.5, 0.25, 0.1, 0.15]) switch
        {
            0 => light.Between(0, 0.8),
            1 => light.Between(0.5, 4),
            2 => light.Between(4, 12),
            _ => light.Between(10, 30),
        };
        double tint = light.Chance(0.6) ? light.Between(0, 0.4) : light.Between(0.5, 1);
        level = options.BackgroundLevel ?? level;
        tint = options.BackgroundTint ?? tint;
        Background = (level * (1 - (0.25 * tint)), level * (1 + (0.2 * tint)), level * (1 - (0.15 * tint)));
        double glow = light.Between(0.5, 5);
        Glow = light.Chance(0.3) ? glow : 0;

        double exposure = light.Choose([0.68, 0.13, 0.08, 0.11]) switch
        {
            0 => light.Between(0.82, 1.15),
            1 => light.Between(0.4, 0.7),
            2 => light.Between(0.12, 0.3),
            _ => light.Between(1.25, 1.8),
        };
        Exposure = options.Exposure ?? exposure;
        double lost = light.Chance(0.75) ? light.Between(0.1, 0.45) : light.Between(0.45, 0.68);
        Vignetting = options.Vignetting ?? lost;
        double reach = light.Chance(0.7) ? 0.2 : 0.45;
        Brightest = (light.Between(-reach, reach), light.Between(-reach, reach));
        double haze = light.Between(0.15, 0.5);
        Haze = light.Chance(0.15) ? haze : 0;

        double sigma = light.Choose([0.55, 0.3, 0.15]) switch
        {
            0 => light.Between(0.3, 1),
            1 => light.Between(1, 2.2),
            _ => light.Between(2.2, 4.5),
        };
        NoiseSigma = options.NoiseSigma ?? sigma;
        double soft = light.Choose([0.7, 0.22, 0.08]) switch
        {
            0 => light.Between(0.001, 0.006),
            1 => light.Between(0.006, 0.015),
            _ => light.Between(0.015, 0.045),
        };
        double smallest = light.Between(1.2, 2.2);
        RimSoftness = options.EdgeWidth / half ?? soft;
        EdgeWidth = options.EdgeWidth ?? Math.Max(smallest, soft * half);
        Blur = (light.Chance(0.85) ? light.Between(0.0007, 0.0016) : light.Between(0.0016, 0.004)) * half;
        Blur = Math.Max(Blur, 0.5);
    }

    private (RimNotch Shape, double Size) DrawMarks(SyntheticFundusOptions options, Prng marks)
    {
        HasLabel = marks.Chance(0.1);
        HasLabel = options.Label ?? HasLabel;
        RimFlare flare = RimFlare.Draw(marks);
        bool hasFlare = marks.Chance(0.15);
        Flare = options.Flare ?? hasFlare ? flare : null;
        var drawn = (RimNotch)marks.Choose([0.78, 0.09, 0.06, 0.07]);
        RimNotch notch = options.Notch ?? drawn;
        double size = marks.NextDouble();
        return (notch, notch switch
        {
            RimNotch.Semicircle => 0.015 + (0.015 * size),
            RimNotch.Square => 0.015 + (0.01 * size),
            _ => 0.0125 + (0.0075 * size),
        });
    }

    /// <summary>
    /// An angle at which the rim lies inside the frame and the cuts, mostly up right or low right; NaN where none is found.
    /// </summary>
    private static double VisibleRim(Prng marks, SyntheticFundusOptions options, EyeCircle circle, PixelRectangle within)
    {
        for (int attempt = 0; attempt < 24; attempt++)
        {
            double angle = attempt < 8 ? marks.Sign() * marks.Between(0.3, 1.1) : marks.Between(-Math.PI, Math.PI);
            (double sin, double cos) = PortableMath.SinCos(angle);
            double margin = 0.06 * circle.Radius;
            double x = circle.CenterX + (circle.Radius * cos), y = circle.CenterY + (circle.Radius * sin);
            if (x > Math.Max(0, within.X) + margin && x < Math.Min(options.Width, within.X + within.Width) - margin
                && y > Math.Max(0, within.Y) + margin && y < Math.Min(options.Height, within.Y + within.Height) - margin)
            {
                return angle;
            }
        }

        return double.NaN;
    }
}
