namespace RetinaPS.Imaging;

/// <summary>Everything that the chain does to one photograph between decoding and encoding.</summary>
internal sealed record PreprocessPlan
{
    public required ColorReference Reference { get; init; }

    /// <summary>The photograph's name, for errors.</summary>
    public string SourceName { get; init; } = "image";

    public EyeMaskOptions Eye { get; init; } = new();

    /// <summary>The eye in the photograph as it is given, where it is known already; then nobody looks for it.</summary>
    public EyeMask? KnownMask { get; init; }

    public ClaheOptions Clahe { get; init; } = new();

    /// <summary>Halve and blur first, as the original did in Python.</summary>
    public bool PyramidDown { get; init; }

    public bool ExcludeSaturated { get; init; }

    /// <summary>Cut the result to the square about the eye's circle.</summary>
    public bool Crop { get; init; }

    /// <summary>The result's longer side at most, in pixels; 0 keeps the size.</summary>
    public int Size { get; init; }
}
