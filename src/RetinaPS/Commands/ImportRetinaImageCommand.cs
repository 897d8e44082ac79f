using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>Reads photographs into images that flow through the pipeline.</summary>
/// <remarks>
/// <para>Reads JPEG, PNG, TIFF and BMP files. Grey files become Gray8 images, colour files Bgr24; an alpha channel is dropped, and
/// 16-bit samples become 8-bit ones: a PNG's by their high byte, a TIFF's divided by 257 and rounded. The EXIF orientation is applied.</para>
/// <para>A file that is empty, cut short, damaged, too large, CMYK or no image becomes one error record that names it, and the others are
/// read all the same.</para>
/// </remarks>
/// <example>
///   <summary>Read a folder and look at what was read</summary>
///   <code>Import-RetinaImage *.jpeg</code>
///   <para>Lists name, size, format, device and mask of each photograph.</para>
/// </example>
/// <example>
///   <summary>Choose the GPU that computes</summary>
///   <code>Import-RetinaImage eye.jpeg -Device Cuda:0 | Invoke-GpuClahe -TileGrid 4 |
///     Export-RetinaImage -Destination out</code>
///   <para>What follows in the pipeline works on the GPU that holds the pixels; they come back when they are exported.</para>
/// </example>
/// <example>
///   <summary>Collect what could not be read</summary>
///   <code>$images = Import-RetinaImage *.jpeg -ErrorVariable failed `
///     -ErrorAction SilentlyContinue
/// $failed | Select-Object TargetObject, FullyQualifiedErrorId</code>
///   <para>Each error names its file; the others are read.</para>
/// </example>
/// <example>
///   <summary>Read grey files as colour</summary>
///   <code>Import-RetinaImage drawn/*.png -Color</code>
///   <para>Gives Bgr24 images, which histogram specification of three channels needs.</para>
/// </example>
/// <seealso cref="ExportRetinaImageCommand"/>
[Cmdlet(VerbsData.Import, "RetinaImage", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RetinaImage))]
public sealed class ImportRetinaImageCommand : ImageFileCommand
{
    private RetinaDevice device = null!;

    /// <summary>The device that holds the pixels: Auto, or a name that Get-RetinaDevice lists.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = "Auto";

    /// <summary>Makes colour images of grey files.</summary>
    [Parameter]
    public SwitchParameter Color { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => device = Require(() => RetinaDevices.Find(Device));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in InputFiles())
        {
            if (Stopping)
                return;
            Attempt(() => WriteObject(RetinaImage.Load(file, device, Color, MaximumMegapixels)));
        }
    }
}
