using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>Matched filters of one profile in several orientations.</summary>
public sealed class FilterBank
{
    internal FilterBank(FilterKind kind, double sigma, int length, double extent, FilterRotation rotation, FilterKernel[] kernels)
    {
        (Kind, Sigma, Length, Extent, Rotation) = (kind, sigma, length, extent, rotation);
        Kernels = Array.AsReadOnly(kernels);
    }

    /// <summary>The profile across the vessel.</summary>
    public FilterKind Kind { get; }

    /// <summary>Standard deviation of the Gaussian in pixels: about half of a vessel's width over the square root of 3.</summary>
    public double Sigma { get; }

    /// <summary>Length in pixels over which the vessel is taken to be straight.</summary>
    public int Length { get; }

    /// <summary>Half width of the profile's support in sigmas.</summary>
    public double Extent { get; }

    /// <summary>How the kernels were turned.</summary>
    public FilterRotation Rotation { get; }

    /// <summary>The kernels, by rising orientation.</summary>
    public ReadOnlyCollection<FilterKernel> Kernels { get; }

    /// <summary>How many orientations there are.</summary>
    public int Orientations => Kernels.Count;

    /// <summary>The bank as its parameters.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Kind} sigma {Sigma} length {Length}, {Orientations} orientations, {Rotation}");
}
