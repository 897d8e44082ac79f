using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Halves images, once or several times, by the Gaussian pyramid's 5 x 5 filter.</summary>
/// <remarks><para>A mask that the image carries is shrunk with it (Burt and Adelson 1983).</para></remarks>
/// <example>
///   <summary>Prepare as the original did</summary>
///   <code>Import-RetinaImage eye.jpeg | ConvertTo-PyramidDown -Blur</code>
///   <para>Halves the photograph once and blurs it with a 7 x 7 Gaussian of sigma 30.</para>
/// </example>
/// <example>
///   <summary>A quarter of the size</summary>
///   <code>ConvertTo-PyramidDown *.jpeg -Levels 2 |
///     Export-RetinaImage -Destination small</code>
///   <para>Halves every photograph twice and writes it.</para>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "PyramidDown", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage))]
public sealed class ConvertToPyramidDownCommand : ImageCommand
{
    /// <summary>How often the image is halved; odd sizes are rounded up.</summary>
    /// <value>Default: 1</value>
    [Parameter]
    [ValidateRange(1, 16)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Levels { get; set; } = 1;

    /// <summary>Blurs after each halving with a 7 x 7 Gaussian of sigma 30, as the original did.</summary>
    [Parameter]
    public SwitchParameter Blur { get; set; }

    private protected override void ProcessImage(RetinaImage image) => WriteObject(image.PyramidDown(Levels, Blur));
}
