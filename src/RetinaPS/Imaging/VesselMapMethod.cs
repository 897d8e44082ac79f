namespace RetinaPS.Imaging;

/// <summary>How vessels are found.</summary>
public enum VesselMapMethod
{
    /// <summary>
    /// Zhang, Zhang, Zhang and Karray 2010: matched filters of two widths, thresholded by the local mean of their first derivatives'
    /// responses, with the published constants.
    /// </summary>
    MfFdog,
}
