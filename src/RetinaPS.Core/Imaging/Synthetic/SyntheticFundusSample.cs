namespace RetinaPS.Imaging.Synthetic;

/// <summary>A synthetic fundus photograph with the truth about it.</summary>
public sealed class SyntheticFundusSample : IDisposable
{
    internal SyntheticFundusSample(SyntheticFundusOptions options, RetinaImage image, RetinaImage vesselMap, SyntheticPhotograph photograph)
    {
        (Options, Image, VesselMap) = (options, image, vesselMap);
        (OpticDisc, Fovea, Variations) = (photograph.OpticDisc, photograph.Fovea, photograph.Variations);
    }

    /// <summary>The photograph's name.</summary>
    public string Name => Image.Name;

    /// <summary>The seed and what else was asked for.</summary>
    public SyntheticFundusOptions Options { get; }

    /// <summary>The photograph; it carries no mask, so that one can be looked for.</summary>
    public RetinaImage Image { get; }

    /// <summary>The true eye mask.</summary>
    public required EyeMask EyeMask { get; init; }

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
