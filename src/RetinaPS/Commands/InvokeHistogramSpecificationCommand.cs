using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Gives photographs the colours of a reference, by histogram specification of each channel.</summary>
/// <remarks>
/// <para>The distributions are taken inside the eye; the look-up tables apply to every pixel. The image's own mask is used if it carries
/// one. A grey image is matched to the reference's green channel.</para>
/// </remarks>
/// <example>
///   <summary>Match one photograph to another</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Invoke-HistogramSpecification -Reference ref.jpeg |
///     Export-RetinaImage -Destination matched</code>
///   <para>The eye is looked for in both.</para>
/// </example>
/// <example>
///   <summary>Match a folder to a saved reference</summary>
///   <code>$reference = New-ColorReference ref.jpeg
/// Invoke-HistogramSpecification *.jpeg -Reference $reference |
///     Export-RetinaImage -Destination matched</code>
///   <para>The reference is measured once.</para>
/// </example>
/// <example>
///   <summary>Match whole frames</summary>
///   <code>Import-RetinaImage left.jpeg |
///     Invoke-HistogramSpecification -Reference right.jpeg `
///         -MaskMethod FullFrame</code>
///   <para>For photographs that the retina fills up to all edges.</para>
/// </example>
/// <seealso cref="NewColorReferenceCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "HistogramSpecification", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage))]
public sealed class InvokeHistogramSpecificationCommand : MaskingCommand
{
    private ColorReference reference = null!;

    /// <summary>The colours to match: a photograph's file, an image, a colour reference, or a reference's JSON file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ReferenceCompleter))]
    public object Reference { get; set; } = null!;

    /// <summary>Leaves level 255 out of the distributions, as the original's code did.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => reference = Require(() => new ReferenceResolver(this, ResolveTarget, TargetDevice)
    {
        Eye = EyeOptions,
        ExcludeSaturated = ExcludeSaturated,
        MaximumMegapixels = MaximumMegapixels,
    }.Resolve(Reference));

    private protected override void ProcessImage(RetinaImage image)
    {
        using var eye = WithEye(image);
        WriteObject(eye.MatchColors(reference, ExcludeSaturated));
    }
}
