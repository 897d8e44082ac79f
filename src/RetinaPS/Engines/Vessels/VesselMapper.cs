using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>Finds vessels, by the steps that an engine supplies: what is done, and with which constants, is the same on all of them.</summary>
internal static class VesselMapper
{
    public static VesselPlanes Map(IVesselSteps steps, ImageBuffer image, EyeMask mask, VesselMapMethod method) => method switch
    {
        VesselMapMethod.MfFdog => MatchedFilterFdog.Map(steps, image, mask),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };
}
