using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Shrinks images by averaging the area that each new pixel covers.</summary>
/// <remarks><para>Images that are no larger than asked for are passed on as they are; nothing is ever enlarged. A mask is shrunk along.</para></remarks>
/// <example>
///   <summary>Bring photographs to 1024 pixels</summary>
///   <code>Import-RetinaImage *.jpeg | Resize-RetinaImage -Size 1024 |
///     Export-RetinaImage -Destination small</code>
///   <para>The longer side becomes 1024 pixels; the shorter one keeps the proportion.</para>
/// </example>
/// <example>
///   <summary>Shrink in the middle of a pipeline</summary>
///   <code>Get-EyeMask eye.jpeg -PassThru | Resize-RetinaImage -Size 120 | Set-EyeMask</code>
///   <para>The mask is shrunk along.</para>
/// </example>
[Cmdlet(VerbsCommon.Resize, "RetinaImage", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage))]
public sealed class ResizeRetinaImageCommand : ImageCommand
{
    /// <summary>The longer side in pixels at most.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Size { get; set; }

    private protected override void ProcessImage(RetinaImage image) => WriteObject(image.Resize(Size));
}
