namespace RetinaPS.Imaging;

/// <summary>How the kernels of a bank are turned.</summary>
public enum FilterRotation
{
    /// <summary>The original's way: the upright kernel is turned as a picture on its own canvas, which clips its corners.</summary>
    Warp,

    /// <summary>The profile is evaluated at turned coordinates on a square that holds it whole, and its mean is taken away.</summary>
    Analytic,
}
