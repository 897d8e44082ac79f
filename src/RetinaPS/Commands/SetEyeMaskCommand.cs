using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Applies an eye mask: every pixel outside becomes 0.</summary>
/// <remarks><para>The result carries the mask. Without -Mask the image's own mask is applied, or the eye is looked for.</para></remarks>
/// <example>
///   <summary>Blacken the background</summary>
///   <code>Import-RetinaImage eye.jpeg | Set-EyeMask |
///     Export-RetinaImage -Destination masked</code>
///   <para>Finds the eye, since the image carries no mask, and blackens the rest.</para>
/// </example>
/// <example>
///   <summary>Apply one mask to what was made of the photograph</summary>
///   <code>$mask = Get-EyeMask eye.jpeg
/// Invoke-GpuClahe eye.jpeg | Set-EyeMask -Mask $mask |
///     Export-RetinaImage -Destination out</code>
///   <para>The eye is found before the contrast is changed.</para>
/// </example>
/// <seealso cref="GetEyeMaskCommand"/>
[Cmdlet(VerbsCommon.Set, "EyeMask", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage))]
public sealed class SetEyeMaskCommand : MaskingCommand
{
    /// <summary>The mask to apply; it must be of the image's size.</summary>
    /// <value>Default: the image's own mask, else the one that is found</value>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<EyeMask>))]
    public EyeMask? Mask { get; set; }

    private protected override void ProcessImage(RetinaImage image)
    {
        using var eye = Mask is null ? WithEye(image) : image.WithMask(null);
        WriteObject(eye.ApplyMask(Mask));
    }
}
