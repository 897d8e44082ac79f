using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>Finds vessels, by the steps that an engine supplies: what is done, and with which constants, is the same on all of them.</summary>
internal static class VesselMapper
{
    /// <summary>The response of what is as likely a vessel as not, whatever the method.</summary>
    public const float Threshold = 0.5f;

    public static VesselPlanes Map(IVesselSteps steps, ImageBuffer image, EyeMask mask, VesselMapMethod method) => method switch
    {
        VesselMapMethod.Multiscale => Multiscale.Map(steps, image, mask),
        VesselMapMethod.MfFdog => MatchedFilterFdog.Map(steps, image, mask),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };
}
