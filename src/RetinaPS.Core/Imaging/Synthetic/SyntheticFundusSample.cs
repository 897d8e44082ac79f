namespace RetinaPS.Imaging.Synthetic;

/// <summary>A synthetic fundus photograph with the truth about it.</summary>
public sealed class SyntheticFundusSample : IDisposable
{
    private SyntheticFundusSample(SyntheticFundusOptions options, RetinaImage image, RetinaImage vesselMap, SyntheticPhotograph photograph)
    {
        (Options, Image, VesselMap) = (options, image, vesselMap);
        (OpticDisc, Fovea, Variations) = (photograph.OpticDisc, photograph.Fovea, photograph.Variations);
    }

    /// <summary>Makes a photograph.</summary>
    /// <param name="options">Size, seed and what else is asked for.</param>
    /// <param name="device">Where the pixels are to be.</param>
    /// <returns>The photograph with the truth about it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size or another option is outside of its range.</exception>
    public static SyntheticFundusSample Create(SyntheticFundusOptions options, RetinaDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var photograph = SyntheticFundus.Create(options);
        string name = $"synthetic-{options.Seed}";
        var image = device.Engine.Upload(photograph.Bgr, photograph.Width, photograph.Height, PixelFormat.Bgr24);
        var vessels = device.Engine.Upload(photograph.VesselMap, photograph.Width, photograph.Height, PixelFormat.Gray8);
        return new SyntheticFundusSample(
            options, new RetinaImage(image, null, name), new RetinaImage(vessels, null, name + "_vessels"), photograph)
        {
            EyeMask = photograph.EyeMask.For(null, name + "_mask"),
        };
    }

    /// <summary>The photograph's name.</summary>
    public string Name => Image.Name;

    /// <summary>The seed and what else was asked for.</summary>
    public SyntheticFundusOptions Options { get; }

    /// <summary>The photograph; it carries no mask, so that one can be looked for.</summary>
    public RetinaImage Image { get; }

    /// <summary>The true eye mask.</summary>
    public EyeMask EyeMask { get; private init; } = null!;

    /// <summary>The true vessel map: 255 on vessels, 0 elsewhere.</summary>
    public RetinaImage VesselMap { get; }

    /// <summary>The optic disc's circle in pixels; it may lie outside of the view.</summary>
    public EyeCircle OpticDisc { get; }

    /// <summary>The fovea's position and the radius of its avascular zone in pixels; it may lie outside of the view.</summary>
    public EyeCircle Fovea { get; }

    /// <summary>What sets the photograph apart from a plain one, such as <c>dark</c>, <c>cut</c>, <c>label</c>.</summary>
    public IReadOnlyList<string> Variations { get; }

    /// <summary>Frees the pixels of the photograph and of the vessel map.</summary>
    public void Dispose()
    {
        Image.Dispose();
        VesselMap.Dispose();
    }

    /// <summary>The sample as name and variations.</summary>
    public override string ToString() => $"{Name} {string.Join(", ", Variations)}".TrimEnd();
}
