namespace RetinaPS.Imaging;

/// <summary>How vessels are found.</summary>
public enum VesselMapMethod
{
    /// <summary>Bars of three widths in twelve orientations, joined along their direction, on a plane of even light and contrast (docs/vessels.md).</summary>
    Multiscale,

    /// <summary>
    /// Zhang, Zhang, Zhang and Karray 2010: matched filters of two widths, thresholded by the local mean of their first derivatives'
    /// responses, with the published constants.
    /// </summary>
    MfFdog,
}
