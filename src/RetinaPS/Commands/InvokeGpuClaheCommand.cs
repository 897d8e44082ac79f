using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Evens out contrast by contrast-limited adaptive histogram equalization (CLAHE).</summary>
/// <remarks>
/// <para>A colour image is changed in one channel, by default V of HSV, so that its colours stay; a grey image as it is. The arithmetic
/// is OpenCV's (Zuiderveld, Graphics Gems IV, 1994).</para>
/// </remarks>
/// <example>
///   <summary>Even out the contrast of a folder</summary>
///   <code>Invoke-GpuClahe *.jpeg | Export-RetinaImage -Destination out</code>
///   <para>V of HSV, clip limit 4, 16 x 16 tiles.</para>
/// </example>
/// <example>
///   <summary>Enhance the green channel</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Invoke-GpuClahe -Channel Green -ClipLimit 2 -TileGrid 8,8 |
///     Export-RetinaImage -Destination out</code>
///   <para>Vessels stand out most in green.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "GpuClahe", DefaultParameterSetName = "Path")]
[Alias("Invoke-Clahe")]
[OutputType(typeof(RetinaImage))]
public sealed class InvokeGpuClaheCommand : ImageCommand
{
    /// <summary>How many times the mean count a histogram bin may hold; 0 clips nothing.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double ClipLimit { get; set; } = 4;

    /// <summary>Tiles across and down; one number serves for both.</summary>
    /// <value>Default: 16, 16</value>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(1, 1024)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int[] TileGrid { get; set; } = [16, 16];

    /// <summary>The channel of a colour image that is changed.</summary>
    /// <value>Default: Value</value>
    [Parameter]
    [ValidateSet("Value", "Blue", "Green", "Red")]
    public ImageChannel Channel { get; set; } = ImageChannel.Value;

    private protected override void ProcessImage(RetinaImage image) =>
        WriteObject(image.Clahe(new ClaheOptions(ClipLimit, TileGrid[0], TileGrid[^1], Channel)));
}
