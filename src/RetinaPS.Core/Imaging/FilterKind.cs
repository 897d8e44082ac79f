namespace RetinaPS.Imaging;

/// <summary>The profile of a matched filter across a vessel.</summary>
public enum FilterKind
{
    /// <summary>A Gaussian minus its mean: answers to a bright line as wide as sigma says (Chaudhuri et al. 1989).</summary>
    Gaussian,

    /// <summary>The first derivative of a Gaussian (FDOG): answers to an edge (Zhang et al. 2010).</summary>
    FirstDerivative,

    /// <summary>A kernel given as numbers, or a bank of several kinds.</summary>
    Custom,
}
