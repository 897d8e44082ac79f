using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Finds the blood vessels in photographs.</summary>
/// <remarks>
/// <para>Gives an object with the Response, 0 to 1 at each pixel of the eye, and the Map, 255 on vessels. Sizes scale with the eye's radius,
/// so photographs of 500 and of 5000 pixels give the same vessels. No training, no weights, no chance: the same photograph gives the same
/// map.</para>
/// <para>Multiscale, the default, is the better: on a plane of even light and contrast it looks for dark bars of three widths in twelve
/// orientations, joins them along their direction, and drops specks. The module's docs/vessels.md gives every step and constant, and
/// bench/results/vessels.json how well it agrees with maps drawn by hand.</para>
/// <para>MfFdog is the matched filter with first-order derivative of Gaussian: B. Zhang, L. Zhang, L. Zhang, F. Karray, Retinal vessel
/// extraction by matched filter with first-order derivative of Gaussian, Computers in Biology and Medicine 40 (2010) 438-445, with the
/// constants that it gives for an eye of 270 pixels radius.</para>
/// </remarks>
/// <example>
///   <summary>Find the vessels of a photograph</summary>
///   <code>Get-VesselMap eye.jpeg</code>
///   <para>Gives the response, the map and the eye mask as one object.</para>
/// </example>
/// <example>
///   <summary>Save the vessels of a folder of photographs</summary>
///   <code>Get-VesselMap *.jpeg | Export-RetinaImage -Destination vessels</code>
///   <para>Writes NAME_vessels.png for each photograph.</para>
/// </example>
/// <example>
///   <summary>Look at them on the photograph</summary>
///   <code>Get-VesselMap eye.jpeg | New-VesselOverlay |
///     Export-RetinaImage -Destination overlays</code>
///   <para>Draws the vessels on the photograph.</para>
/// </example>
/// <seealso cref="MeasureVesselMapCommand"/>
/// <seealso cref="NewVesselOverlayCommand"/>
[Cmdlet(VerbsCommon.Get, "VesselMap", DefaultParameterSetName = "Path")]
[OutputType(typeof(VesselMap))]
public sealed class GetVesselMapCommand : MaskingCommand
{
    /// <summary>How vessels are found.</summary>
    /// <value>Default: Multiscale</value>
    [Parameter]
    public VesselMapMethod Method { get; set; } = VesselMapMethod.Multiscale;

    private protected override void ProcessImage(RetinaImage image)
    {
        using var eye = WithEye(image);
        WriteObject(eye.FindVessels(Method));
    }
}
