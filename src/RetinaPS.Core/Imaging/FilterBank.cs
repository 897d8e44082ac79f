using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>Filters of which the largest response counts: matched filters in several orientations, of one scale or several, or kernels of one's own.</summary>
public sealed class FilterBank
{
    /// <summary>Of more, the number does not fit beside a response.</summary>
    internal const int MostKernels = 4096;

    /// <summary>Of more, the sum of one digit of every weight times 255 may not fit into 32 bits.</summary>
    internal const int MostWeights = 65536;

    private readonly Lazy<FixedPointBank> fixedPoint;

    /// <summary>One scale.</summary>
    internal FilterBank(FilterKind kind, double sigma, int length, double extent, FilterRotation rotation, FilterKernel[] kernels)
        : this(kernels)
    {
        (Kind, Extent, Rotation, Orientations) = (kind, extent, rotation, kernels.Length);
        Sigma = Array.AsReadOnly([sigma]);
        Length = Array.AsReadOnly([length]);
    }

    private FilterBank(IReadOnlyList<FilterBank> scales)
        : this([.. scales.SelectMany(scale => scale.Kernels)])
    {
        (Kind, Extent, Rotation, Orientations) = (scales[0].Kind, scales[0].Extent, scales[0].Rotation, scales[0].Orientations);
        Sigma = Array.AsReadOnly([.. scales.SelectMany(scale => scale.Sigma)]);
        Length = Array.AsReadOnly([.. scales.SelectMany(scale => scale.Length)]);
        Scales = Array.AsReadOnly([.. scales]);
    }

    /// <summary>A bank of any kernels.</summary>
    /// <param name="kernels">One or more.</param>
    /// <exception cref="RetinaException">InvalidArgument: more kernels, or more weights in one, than sums of whole numbers have room for.</exception>
    public FilterBank(params FilterKernel[] kernels)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentOutOfRangeException.ThrowIfZero(kernels.Length, nameof(kernels));
        if (kernels.Length > MostKernels)
            throw RetinaErrors.InvalidArgument($"A bank of {kernels.Length} kernels is over the limit of {MostKernels}.");
        foreach (var kernel in kernels.Where(kernel => kernel.WeightArray.Count(weight => weight != 0) > MostWeights))
            throw RetinaErrors.InvalidArgument($"A kernel of {kernel.Width} x {kernel.Height} has over {MostWeights} weights that are not 0. Shrink the image, and the kernel.");
        Kind = kernels.Select(kernel => kernel.Kind).Distinct().Count() == 1 ? kernels[0].Kind : FilterKind.Custom;
        Kernels = Array.AsReadOnly(kernels);
        fixedPoint = new Lazy<FixedPointBank>(() => new FixedPointBank(this));
        Scales = Array.AsReadOnly([this]);
    }

    /// <summary>The profile across the vessel; Custom for a bank of kernels given as numbers, or of several kinds.</summary>
    public FilterKind Kind { get; }

    /// <summary>Standard deviations of the Gaussian in pixels, one a scale: about half of a vessel's width over the square root of 3. Empty for kernels of one's own.</summary>
    public ReadOnlyCollection<double> Sigma { get; } = ReadOnlyCollection<double>.Empty;

    /// <summary>Lengths in pixels over which the vessel is taken to be straight, one a scale. Empty for kernels of one's own.</summary>
    public ReadOnlyCollection<int> Length { get; } = ReadOnlyCollection<int>.Empty;

    /// <summary>Half width of the profile's support in sigmas; null for kernels of one's own.</summary>
    public double? Extent { get; }

    /// <summary>How the kernels were turned; null for kernels of one's own.</summary>
    public FilterRotation? Rotation { get; }

    /// <summary>How many orientations each scale has; 0 for kernels of one's own.</summary>
    public int Orientations { get; }

    /// <summary>The kernels: scale by scale in the order that was asked for, within one by rising orientation.</summary>
    public ReadOnlyCollection<FilterKernel> Kernels { get; }

    /// <summary>Each scale as a bank of its own; kernels of one's own are one scale.</summary>
    public ReadOnlyCollection<FilterBank> Scales { get; }

    /// <summary>The weights with which every engine computes.</summary>
    internal FixedPointBank FixedPoint => fixedPoint.Value;

    /// <summary>The bank as its parameters.</summary>
    public override string ToString() => Orientations == 0
        ? FormattableString.Invariant($"{Kernels.Count} kernels")
        : FormattableString.Invariant($"{Kind} sigma {string.Join(", ", Sigma)} length {string.Join(", ", Length)}, {Orientations} orientations, {Rotation}");

    /// <summary>A bank of several scales that differ in nothing else.</summary>
    internal static FilterBank Of(IReadOnlyList<FilterBank> scales) => scales.Count == 1 ? scales[0] : new FilterBank(scales);

    /// <summary>The same bank with kernels that answer as strongly as the normalization says.</summary>
    /// <param name="normalization">How strongly.</param>
    /// <returns>A new bank, or this one for None.</returns>
    public FilterBank Normalize(FilterNormalization normalization) => normalization switch
    {
        FilterNormalization.None => this,
        FilterNormalization.Contrast => Times(kernel => 1 / kernel.WeightArray.Sum(weight => Math.Max((double)weight, 0))),
        FilterNormalization.Energy => Times(kernel => 1 / Math.Sqrt(kernel.WeightArray.Sum(weight => (double)weight * weight))),
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };

    /// <summary>The same bank for dark vessels: every weight with the other sign.</summary>
    /// <returns>A new bank.</returns>
    public FilterBank Negate() => Times(_ => -1);

    /// <summary>Sees to it that a grey level holds the number of any of its kernels.</summary>
    /// <exception cref="RetinaException">InvalidArgument.</exception>
    internal void RequireIndex()
    {
        if (Kernels.Count > byte.MaxValue + 1)
            throw RetinaErrors.InvalidArgument($"A bank of {Kernels.Count} kernels has more numbers than a grey level holds. Use its scales one by one.");
    }

    private FilterBank Times(Func<FilterKernel, double> factor)
    {
        FilterKernel[] Multiplied(FilterBank bank) => [.. bank.Kernels.Select(kernel => factor(kernel) is var by && double.IsFinite(by) ? kernel.Times(by) : kernel)];
        return Orientations == 0
            ? new FilterBank(Multiplied(this))
            : Of([.. Scales.Select(scale =>
                new FilterBank(Kind, scale.Sigma[0], scale.Length[0], Extent!.Value, Rotation!.Value, Multiplied(scale)))]);
    }
}
