namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// What a synthetic fundus photograph shall be. Everything but the size may be left null: it is then drawn from the seed, mostly as in
/// ordinary photographs, at times as in difficult ones. An option that is set leaves the draws of all others as they are.
/// </summary>
public sealed record SyntheticFundusOptions
{
    /// <summary>Width in pixels, 1 to 32767. Default 1536.</summary>
    public int Width { get; init; } = 1536;

    /// <summary>Height in pixels, 1 to 32767, with at most 715 million pixels in all. Default 1024.</summary>
    public int Height { get; init; } = 1024;

    /// <summary>The same seed and options give the same bytes on every machine. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which eye.</summary>
    public EyeSide? Eye { get; init; }

    /// <summary>Angle of the retina across the camera's disc, in degrees, 20 to 70. Drawn: 30 to 60, mostly 45.</summary>
    public double? FieldOfView { get; init; }

    /// <summary>
    /// Turn of the whole eye about the view's axis, in degrees clockwise, -360 to 360. Drawn: within 8 of upright, at times 180.
    /// </summary>
    public double? Rotation { get; init; }

    /// <summary>True: retina up to all four edges of the frame, no camera background. Drawn: true in 4 %.</summary>
    public bool? FillFrame { get; init; }

    /// <summary>
    /// Radius of the camera's disc over half of the frame's shorter side, 0.2 to 3. Drawn: 0.85 to 1.4.
    /// No effect with <see cref="FillFrame"/>.
    /// </summary>
    public double? RadiusFraction { get; init; }

    /// <summary>The disc's centre right of the frame's, over the disc's radius, -1 to 1.</summary>
    public double? OffsetX { get; init; }

    /// <summary>The disc's centre below the frame's, over the disc's radius, -1 to 1.</summary>
    public double? OffsetY { get; init; }

    /// <summary>Depth of the flat cut at the top of the disc, over its radius, 0 (none) to 0.5.</summary>
    public double? CutTop { get; init; }

    /// <summary>Depth of the flat cut at the bottom of the disc, over its radius, 0 (none) to 0.5.</summary>
    public double? CutBottom { get; init; }

    /// <summary>Depth of the flat cut at the left of the disc, over its radius, 0 (none) to 0.5.</summary>
    public double? CutLeft { get; init; }

    /// <summary>Depth of the flat cut at the right of the disc, over its radius, 0 (none) to 0.5.</summary>
    public double? CutRight { get; init; }

    /// <summary>
    /// Width of the rise from background to retina across the rim, in pixels, 0.5 to 200; half of the rise lies on the true circle.
    /// </summary>
    public double? EdgeWidth { get; init; }

    /// <summary>Grey level of the camera's background, 0 to 60. Drawn: mostly 0 to 3, at times up to 30. It veils the eye too.</summary>
    public double? BackgroundLevel { get; init; }

    /// <summary>The background's tint, 0 (neutral) to 1 (grey-green).</summary>
    public double? BackgroundTint { get; init; }

    /// <summary>Standard deviation of the sensor's noise in the dark, in grey levels, 0 to 20. 0 turns all noise off.</summary>
    public double? NoiseSigma { get; init; }

    /// <summary>Exposure, 0.03 to 3; 1 is well exposed. Drawn: mostly 0.85 to 1.15, down to 0.12 and up to 1.8 (red saturated).</summary>
    public double? Exposure { get; init; }

    /// <summary>Part of the light that is lost at the rim, 0 to 0.9.</summary>
    public double? Vignetting { get; init; }

    /// <summary>Widths of all vessels relative to an average eye's, 0.3 to 3. Drawn: 0.8 to 1.2.</summary>
    public double? VesselScale { get; init; }

    /// <summary>Drusen, exudates and haemorrhages. Drawn: true in 20 %.</summary>
    public bool? Lesions { get; init; }

    /// <summary>The mark on the rim. Drawn: one in 22 %.</summary>
    public RimNotch? Notch { get; init; }

    /// <summary>A line of text in the corner that the eye leaves most free. Drawn: true in 10 %.</summary>
    public bool? Label { get; init; }

    /// <summary>A pale crescent of stray light along the rim. Drawn: true in 15 %.</summary>
    public bool? Flare { get; init; }

    /// <summary>The soft shadow of the eyelid or the pupil on one side, in which the rim may vanish. Drawn: true in 8 %.</summary>
    public bool? Shadow { get; init; }

    /// <summary>Throws where an option is outside of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The option's name and its range.</exception>
    internal void Check()
    {
        InRange(Width, 1, 32767, nameof(Width));
        InRange(Height, 1, 32767, nameof(Height));
        if (3L * Width * Height > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(Height), Height, "A photograph holds at most 715 million pixels.");
        InRange(FieldOfView, 20, 70, nameof(FieldOfView));
        InRange(Rotation, -360, 360, nameof(Rotation));
        InRange(RadiusFraction, 0.2, 3, nameof(RadiusFraction));
        InRange(OffsetX, -1, 1, nameof(OffsetX));
        InRange(OffsetY, -1, 1, nameof(OffsetY));
        InRange(CutTop, 0, 0.5, nameof(CutTop));
        InRange(CutBottom, 0, 0.5, nameof(CutBottom));
        InRange(CutLeft, 0, 0.5, nameof(CutLeft));
        InRange(CutRight, 0, 0.5, nameof(CutRight));
        InRange(EdgeWidth, 0.5, 200, nameof(EdgeWidth));
        InRange(BackgroundLevel, 0, 60, nameof(BackgroundLevel));
        InRange(BackgroundTint, 0, 1, nameof(BackgroundTint));
        InRange(NoiseSigma, 0, 20, nameof(NoiseSigma));
        InRange(Exposure, 0.03, 3, nameof(Exposure));
        InRange(Vignetting, 0, 0.9, nameof(Vignetting));
        InRange(VesselScale, 0.3, 3, nameof(VesselScale));
    }

    private static void InRange(double? value, double low, double high, string name)
    {
        if (value is { } given && !(given >= low && given <= high))
            throw new ArgumentOutOfRangeException(name, given, FormattableString.Invariant($"{name} must be {low} to {high}."));
    }
}
