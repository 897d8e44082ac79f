using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Finds the eye in photographs.</summary>
/// <remarks>
/// <para>Auto fits the camera's disc to the photograph: dark eyes, grey or noisy backgrounds, discs cut flat or by the frame, notches,
/// corner labels and frames filled with retina are what it is made for. It says how sure it is: a doubtful mask comes with a warning
/// and the status LowConfidence, and no eye at all is an error.</para>
/// <para>Canny is the original method: the convex hull of all Canny edges, with thresholds t and 3t. At its default working size of 0 it
/// looks at the photograph's own pixels and is the original to the bit. It does not judge itself, and sees sensor noise as an eye.</para>
/// </remarks>
/// <example>
///   <summary>Find the eyes of a folder and list the doubtful ones</summary>
///   <code>Get-EyeMask *.jpeg | Where-Object Status -eq LowConfidence</code>
///   <para>Each mask has its area ratio, circle, method, confidence and status.</para>
/// </example>
/// <example>
///   <summary>Save masks as pictures</summary>
///   <code>Get-EyeMask *.jpeg | Export-RetinaImage -Destination masks</code>
///   <para>Writes one PNG a photograph: 255 inside the eye, 0 outside.</para>
/// </example>
/// <example>
///   <summary>Find the eye with the original method</summary>
///   <code>Import-RetinaImage eye.jpeg | Get-EyeMask -Method Canny -Threshold 6</code>
///   <para>Raise the threshold where noise counts as edges.</para>
/// </example>
/// <example>
///   <summary>Compare with a mask that was drawn by hand</summary>
///   <code>$drawn = Import-RetinaImage drawn/eye.png
/// (Get-EyeMask eye.jpeg).IntersectionOverUnion($drawn)</code>
///   <para>1 is the same mask. Whatever is not black in the picture is inside.</para>
/// </example>
/// <seealso cref="SetEyeMaskCommand"/>
[Cmdlet(VerbsCommon.Get, "EyeMask", DefaultParameterSetName = "Path")]
[OutputType(typeof(EyeMask), typeof(RetinaImage))]
public sealed class GetEyeMaskCommand : ImageCommand
{
    /// <summary>How the eye is found.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ValidateSet("Auto", "Canny", "FullFrame")]
    public EyeMaskMethod Method { get; set; } = EyeMaskMethod.Auto;

    /// <summary>Canny's lower threshold in grey levels; the upper one is three times it. The other methods do not use it.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(1, 1000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Threshold { get; set; } = 4;

    /// <summary>
    /// The size at which to look: the photograph is shrunk by the largest whole factor that keeps its longer side at or above this many
    /// pixels. 0 looks at the photograph's own pixels.
    /// </summary>
    /// <value>Default: 512 for Auto, 0 for Canny</value>
    [Parameter]
    [ValidateRange(0, 100000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int? WorkingSize { get; set; }

    /// <summary>Gives the image with its mask attached, instead of the mask.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessImage(RetinaImage image)
    {
        var mask = MaskingCommand.FindMask(this, image, new EyeMaskOptions(Method, Threshold, WorkingSize));
        WriteObject(PassThru ? image.WithMask(mask) : mask);
    }
}
