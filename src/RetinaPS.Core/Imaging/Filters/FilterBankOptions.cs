namespace RetinaPS.Imaging.Filters;

/// <summary>What a bank of matched filters answers to (specification, section 17).</summary>
public sealed record FilterBankOptions
{
    /// <summary>The profile across the vessel: Gaussian or FirstDerivative.</summary>
    public FilterKind Kind { get; init; } = FilterKind.Gaussian;

    /// <summary>Standard deviations of the Gaussian, one a scale: 0.2 to 200 pixels.</summary>
    public IReadOnlyList<double> Sigma { get; init; } = [5];

    /// <summary>Lengths of the kernels along the vessel, one for all scales or one for each: 1 to 1000 pixels.</summary>
    public IReadOnlyList<int> Length { get; init; } = [15];

    /// <summary>Half width of the profile: 0.5 to 10 sigmas.</summary>
    public double Extent { get; init; } = 3;

    /// <summary>How many orientations each scale has, evenly over 180 degrees: 1 to 180.</summary>
    public int Orientations { get; init; } = 12;

    /// <summary>How the kernels are turned.</summary>
    public FilterRotation Rotation { get; init; } = FilterRotation.Warp;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    /// <exception cref="RetinaException">InvalidArgument: options do not go together.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Kind, FilterKind.Custom);
        if (Sigma.Count == 0 || Sigma.Any(sigma => sigma is not (>= 0.2 and <= 200)))
            throw new ArgumentOutOfRangeException(nameof(Sigma));
        if (Length.Any(length => length is not (>= 1 and <= 1000)))
            throw new ArgumentOutOfRangeException(nameof(Length));
        if (Extent is not (>= 0.5 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(Extent));
        if (Orientations is not (>= 1 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(Orientations));
        if (Length.Count != 1 && Length.Count != Sigma.Count)
            throw RetinaErrors.InvalidArgument($"{Sigma.Count} sigmas need one length for all or one for each, and there are {Length.Count}.");
        foreach (double sigma in Sigma.Where(sigma => Extent * sigma < 1))
            throw RetinaErrors.InvalidArgument($"A kernel of sigma {sigma} and extent {Extent} is less than one pixel wide. Raise sigma or extent.");
    }
}
