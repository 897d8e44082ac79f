using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Draws one photograph, band by band. Bands are independent of each other, so their order and number of threads do not show.
/// </summary>
/// <remarks>
/// Inner loops are compiled with full optimization at once: one photograph is over before the runtime would see to it.
/// </remarks>
internal sealed class FundusRenderer
{
    private const int BandRows = 64;
    private const int Stream = 9;

    private readonly int width, height;
    private readonly CameraModel camera;
    private readonly EyeAnatomy anatomy;
    private readonly RowExtents extents;
    private readonly ColorGrid fundus;
    private readonly VesselRasterizer vessels;
    private readonly LesionField lesions;
    private readonly SensorNoise noise;
    private readonly TextLabel? label;
    private readonly float[] arteryTakes, veinTakes;
    private readonly float shot;

    public FundusRenderer(
        SyntheticFundusOptions options, CameraModel camera, EyeAnatomy anatomy, VesselSegment[] segments, RowExtents extents)
    {
        (width, height) = (options.Width, options.Height);
        this.camera = camera;
        this.anatomy = anatomy;
        this.extents = extents;
        var random = new Prng(options.Seed, Stream);
        double contrast = random.Between(0.85, 1.25) * (1 - camera.Haze);
        arteryTakes = [(float)(contrast * 0.08), (float)(contrast * 0.5), (float)(contrast * 0.34)];
        veinTakes = [(float)(contrast * 0.2), (float)(contrast * 0.68), (float)(contrast * 0.44)];
        double reflex = random.Between(0.15, 0.6);
        shot = (float)(camera.NoiseSigma * camera.NoiseSigma * random.Between(0.003, 0.025));
        var model = new RetinaModel(options, anatomy, camera);
        int step = Math.Clamp((int)((camera.Aperture.Circle.Radius / 200) + 0.5), 1, 16);
        fundus = new ColorGrid(width, height, step, (x, y) => camera.Aperture.MayCover(x, y, step) ? model.At(x, y) : default);
        vessels = new VesselRasterizer(segments, height, BandRows, anatomy.PixelsPerDegree, camera.Blur, reflex);
        lesions = new LesionField(options, anatomy);
        noise = new SensorNoise(options);
        label = camera.HasLabel ? new TextLabel(random, width, height, anatomy.Eye, extents) : null;
    }

    /// <summary>What sets the photograph apart from a plain one.</summary>
    public IReadOnlyList<string> Variations
    {
        get
        {
            var list = new List<string> { camera.Layout.Kind };
            Add(camera.Exposure < 0.35, "very-dark");
            Add(camera.Exposure is >= 0.35 and < 0.75, "dark");
            Add(camera.Exposure > 1.2, "over-exposed");
            Add(camera.Vignetting > 0.5, "vignetted");
            Add(Math.Max(camera.Background.R, camera.Background.G) >= 8, "bright-background");
            Add(camera.NoiseSigma > 2.5, "noisy");
            Add(camera.RimSoftness > 0.01, "soft-rim");
            Add(camera.Haze > 0, "hazy");
            Add(camera.Notch != RimNotch.None, "notch");
            Add(label != null, "label");
            Add(camera.Flare != null, "flare");
            Add(camera.Shadow != null, "shadow");
            Add(lesions.IsPresent, "lesions");
            Add(anatomy.IsInverted, "inverted");
            return list;

            void Add(bool applies, string name)
            {
                if (applies)
                    list.Add(name);
            }
        }
    }

    public void Render(SyntheticPhotograph into) => Parallel.For(
        0,
        ((height - 1) / BandRows) + 1,
        () => new Workspace(width),
        (band, _, workspace) =>
        {
            RenderBand(band, workspace, into);
            return workspace;
        },
        _ => { });

    private void RenderBand(int band, Workspace work, SyntheticPhotograph into)
    {
        work.Band.Begin(band * BandRows);
        vessels.Draw(band, work.Band);
        if (lesions.IsPresent)
            lesions.Draw(anatomy, work.Band);
        int end = Math.Min((band + 1) * BandRows, height);
        for (int y = band * BandRows; y < end; y++)
        {
            fundus.FillRow(y, work.R, work.G, work.B);
            Expose(y, work);
            label?.Draw(y, work.R, work.G, work.B);
            Read(y, work, into.Bgr.AsSpan(3 * y * width, 3 * width));
            if (extents.First[y] <= extents.Last[y])
            {
                int first = extents.First[y], count = extents.Last[y] - first + 1;
                work.Band.Map.AsSpan(((y - work.Band.Top) * width) + first, count).CopyTo(into.VesselMap.AsSpan((y * width) + first));
            }
        }
    }

    /// <summary>From the fundus's light to the light on the sensor: blood, deposits, aperture, background, glow, flare.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expose(int y, Workspace work)
    {
        EyeCircle circle = camera.Aperture.Circle;
        int at = (y - work.Band.Top) * width;
        double dy = (y - circle.CenterY) / circle.Radius;
        for (int x = 0; x < width; x++, at++)
        {
            float coverage = (float)camera.Aperture.Coverage(x, y);
            double dx = (x - circle.CenterX) / circle.Radius;
            float r = (float)camera.Background.R, g = (float)camera.Background.G, b = (float)camera.Background.B;
            if (coverage > 0)
            {
                float artery = work.Band.Artery[at] * (1 - work.Band.ArteryReflex[at]);
                float vein = work.Band.Vein[at] * (1 - work.Band.VeinReflex[at]);
                float deposit = work.Band.Deposit[at];
                (float red, float green, float blue) = (work.R[x], work.G[x], work.B[x]);
                if (deposit > 0)
                {
                    green += deposit * ((red * 0.82f) - green);
                    blue += deposit * ((red * 0.42f) - blue);
                    red *= 1 + (0.06f * deposit);
                }

                if (artery > 0 || vein > 0)
                {
                    red *= BellTable.Exp((artery * arteryTakes[0]) + (vein * veinTakes[0]));
                    green *= BellTable.Exp((artery * arteryTakes[1]) + (vein * veinTakes[1]));
                    blue *= BellTable.Exp((artery * arteryTakes[2]) + (vein * veinTakes[2]));
                }

                if (camera.Flare is { } flare)
                {
                    float stray = (float)flare.At(dx, dy);
                    red += stray * (float)flare.Red;
                    green += stray * (float)flare.Green;
                    blue += stray * (float)flare.Blue;
                }

                (r, g, b) = (r + (coverage * red), g + (coverage * green), b + (coverage * blue));
            }

            if (coverage < 1 && camera.Glow > 0)
            {
                double beyond = Math.Max(Math.Sqrt((dx * dx) + (dy * dy)) - 1, 0);
                float glow = (1 - coverage) * (float)(camera.Glow / (1 + (beyond * beyond * 300)));
                (r, g, b) = (r + glow, g + (0.55f * glow), b + (0.4f * glow));
            }

            (work.R[x], work.G[x], work.B[x]) = (r, g, b);
        }
    }

    /// <summary>What the sensor reads: light and noise, rounded to 8 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(int y, Workspace work, Span<byte> bgr)
    {
        float dark = (float)(camera.NoiseSigma * camera.NoiseSigma);
        if (dark > 0)
            noise.FillRow(y, work.NoiseR, work.NoiseG, work.NoiseB, work.Scratch);
        for (int x = 0; x < width; x++)
        {
            float r = work.R[x], g = work.G[x], b = work.B[x];
            if (dark > 0)
            {
                r += work.NoiseR[x] * MathF.Sqrt(dark + (shot * r));
                g += work.NoiseG[x] * MathF.Sqrt(dark + (shot * g));
                b += work.NoiseB[x] * MathF.Sqrt(dark + (shot * b)) * 1.3f;
            }

            bgr[3 * x] = Quantize(b);
            bgr[(3 * x) + 1] = Quantize(g);
            bgr[(3 * x) + 2] = Quantize(r);
        }
    }

    private static byte Quantize(float level) => (byte)Math.Clamp(level + 0.5f, 0f, 255f);

    private sealed class Workspace(int width)
    {
        public AbsorptionBand Band { get; } = new(width, BandRows);

        public float[] R { get; } = new float[width];

        public float[] G { get; } = new float[width];

        public float[] B { get; } = new float[width];

        public float[] NoiseR { get; } = new float[width];

        public float[] NoiseG { get; } = new float[width];

        public float[] NoiseB { get; } = new float[width];

        public float[] Scratch { get; } = new float[width + 1];
    }
}
