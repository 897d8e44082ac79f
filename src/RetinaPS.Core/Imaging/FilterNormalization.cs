namespace RetinaPS.Imaging;

/// <summary>How strongly the kernels of a bank answer, so that those of several scales can be compared.</summary>
public enum FilterNormalization
{
    /// <summary>The weights are the profile's values: fine scales answer more than coarse ones.</summary>
    None,

    /// <summary>Each kernel's positive weights add up to 1: the response is a contrast in grey levels, whatever the scale.</summary>
    Contrast,

    /// <summary>The squares of each kernel's weights add up to 1: every scale answers alike to white noise, as the theory of matched filters wants.</summary>
    Energy,
}
