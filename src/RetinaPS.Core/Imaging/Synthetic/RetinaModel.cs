using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The colour of the fundus without its vessels: pigment, choroid, nerve fibres, macula, optic disc, and the light that falls on them.
/// </summary>
internal sealed class RetinaModel
{
    private const int Stream = 5;

    private readonly EyeAnatomy anatomy;
    private readonly CameraModel camera;
    private readonly FundusPalette palette;
    private readonly NoiseField pigment, choroid, warp, fibres;
    private readonly double mottling, grain, tessellation, streakWidth, sheen, macula, crescent, falloff, discEdge, cupEdge;

    public RetinaModel(SyntheticFundusOptions options, EyeAnatomy anatomy, CameraModel camera)
    {
        this.anatomy = anatomy;
        this.camera = camera;
        var random = new Prng(options.Seed, Stream);
        palette = FundusPalette.Draw(random);
        pigment = new NoiseField(random.NextUInt64());
        choroid = new NoiseField(random.NextUInt64());
        warp = new NoiseField(random.NextUInt64());
        fibres = new NoiseField(random.NextUInt64());
        mottling = random.Between(0.06, 0.22);
        grain = random.Between(0.015, 0.09);
        tessellation = random.Chance(0.35) ? random.Between(0.3, 0.9) : random.Between(0, 0.15);
        streakWidth = random.Between(0.9, 1.8);
        sheen = random.Chance(0.5) ? random.Between(0.1, 0.35) : random.Between(0, 0.08);
        macula = random.Between(0.35, 1);
        crescent = random.Chance(0.4) ? random.Between(0.2, 0.7) : 0;
        discEdge = random.Chance(0.8) ? random.Between(0.07, 0.18) : random.Between(0.2, 0.4);
        cupEdge = random.Between(0.3, 0.9);
        falloff = camera.Vignetting / (1 - Math.Min(camera.Vignetting, 0.95));
    }

    /// <summary>
    /// Light that reaches the sensor from a pixel's place, red, green, blue in grey levels, before vessels, rim and noise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Rgb At(double pixelX, double pixelY)
    {
        (double x, double y) = anatomy.ToRetina(pixelX, pixelY);
        double toDisc = Math.Sqrt((x * x) + (y * y));
        double fx = x - anatomy.FoveaX, fy = y - anatomy.FoveaY;
        double toFovea = (fx * fx) + (fy * fy);

        Rgb color = palette.Retina * Choroid(x, y, toFovea);
        color *= Fibres(x, y, toDisc);
        color *= Macula(toFovea);
        return OpticDisc(color, x, y, toDisc) * (Illumination(pixelX, pixelY) * camera.Exposure);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Rgb Choroid(double x, double y, double toFovea)
    {
        double mottle = (mottling * pigment.Octaves(x / 7, y / 7, 3)) + (grain * pigment.Octaves((x / 0.55) + 90, y / 0.55, 2));
        double bendX = 1.6 * warp.At(x / 3.1, y / 3.1), bendY = 1.6 * warp.At((x / 3.1) + 40, y / 3.1);
        double ridge = 1 - (2.6 * Math.Abs(choroid.Octaves((x + bendX) / (2.2 * streakWidth), (y + bendY) / (3.2 * streakWidth), 2)));
        double away = 1 - (0.85 * Bell(toFovea, 7));
        double streak = tessellation * away * Math.Clamp(ridge, -0.8, 0.9);
        return new Rgb(1 + (0.7 * mottle) + (0.2 * streak), 1 + (1.4 * mottle) + (0.1 * streak), 1 + (1.2 * mottle) + (0.06 * streak));
    }

    /// <summary>The nerve fibres' sheen: pale streaks that run out of the disc, most above and below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Rgb Fibres(double x, double y, double toDisc)
    {
        if (sheen == 0 || toDisc < 0.5)
            return new Rgb(1, 1, 1);
        double ux = x / toDisc, uy = y / toDisc;
        double ring = Bell((toDisc - 5.5) * (toDisc - 5.5), 4);
        double streaks = 0.6 + (0.8 * fibres.Octaves((ux * 9) + (0.03 * toDisc), uy * 9, 3));
        double gain = sheen * ring * uy * uy * streaks;
        return new Rgb(1 + (0.4 * gain), 1 + gain, 1 + (1.3 * gain));
    }

    private Rgb Macula(double toFovea)
    {
        double wide = macula * Bell(toFovea, 3.4), fovea = macula * Bell(toFovea, 0.75);
        return new Rgb(1 - (0.16 * wide) - (0.1 * fovea), 1 - (0.34 * wide) - (0.16 * fovea), 1 - (0.4 * wide) - (0.1 * fovea));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Rgb OpticDisc(Rgb around, double x, double y, double toDisc)
    {
        double radius = anatomy.DiscRadius;
        if (toDisc > 2.2 * radius)
            return around;
        double elliptic = Math.Sqrt((x * x) + (y * y / (anatomy.DiscTall * anatomy.DiscTall)));
        elliptic += 0.08 * radius * warp.At((x / radius) + 7, y / radius);

        // A grey-brown crescent of missing pigment beside the disc, mostly temporal.
        double fromRim = elliptic - (1.06 * radius);
        double beside = crescent * PortableMath.SmoothStep(-0.3, 0.9, x / Math.Max(toDisc, 0.01)) * Bell(fromRim * fromRim, 0.45);
        around = Rgb.Mix(around, new Rgb(around.R * 0.7, around.G * 0.98, around.B * 1.05), beside);

        double cupX = x - anatomy.CupX;
        double toCup = Math.Sqrt((cupX * cupX) + (y * y));
        double cup = 1 - PortableMath.SmoothStep(anatomy.CupRadius * (1 - cupEdge), anatomy.CupRadius * (1 + cupEdge), toCup);
        double temporal = 0.12 * Math.Clamp(x / radius, -1, 1);
        cup *= 0.85 + (0.3 * warp.At((x / radius * 2) + 31, y / radius * 2));
        Rgb disc = Rgb.Mix(palette.Disc * new Rgb(1, 1 + temporal, 1 + temporal), palette.Cup, cup);
        double edge = discEdge * radius;
        return Rgb.Mix(around, disc, 1 - PortableMath.SmoothStep(radius - edge, radius + edge, elliptic));
    }

    /// <summary>
    /// Falls off around the brightest place as 1 / (1 + a r^2), steeper from half the radius on; 1 - vignetting on the rim when centred.
    /// </summary>
    private double Illumination(double pixelX, double pixelY)
    {
        EyeCircle circle = camera.Aperture.Circle;
        double x = (pixelX - circle.CenterX) / circle.Radius, y = (pixelY - circle.CenterY) / circle.Radius;
        double dx = x - camera.Brightest.X, dy = y - camera.Brightest.Y;
        double squared = (dx * dx) + (dy * dy);
        return (camera.Shadow?.At(x, y) ?? 1) / (1 + (falloff * squared * (0.4 + (0.6 * squared))));
    }

    /// <summary>A bell of height 1 at 0, from a squared distance and a radius at which it is 1/e.</summary>
    private static double Bell(double squared, double radius) => BellTable.Exp((float)(squared / (radius * radius)));
}
