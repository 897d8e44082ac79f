using System.Management.Automation;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Sheets;

namespace RetinaPS.Commands;

/// <summary>Writes the pipeline's images as one titled grid, for an eye to judge.</summary>
/// <remarks><para>Each image is shrunk as it comes, so a sheet of many large photographs needs little memory.</para></remarks>
/// <example>
///   <summary>Check the masks of a folder</summary>
///   <code>Get-ChildItem *.jpeg | Import-RetinaImage | Get-EyeMask -PassThru | Export-RetinaContactSheet -Destination masks.png -Outline</code>
///   <para>Draws every photograph with its mask's outline.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RetinaContactSheet", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRetinaContactSheetCommand : ImageCommand
{
    private ContactSheet sheet = null!;
    private string file = string.Empty;
    private ImageFileFormat format;

    /// <summary>The file to write: PNG, JPEG, TIFF or BMP by its extension.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>How many images stand side by side.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Columns { get; set; } = 4;

    /// <summary>The longer side of each image on the sheet, in pixels.</summary>
    /// <value>Default: 320</value>
    [Parameter]
    [ValidateRange(16, 4096)]
    public int TileSize { get; set; } = 320;

    /// <summary>Draws the outline of each image's mask.</summary>
    [Parameter]
    public SwitchParameter Outline { get; set; }

    /// <summary>Replaces the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What would keep the sheet from being written is said before all the images are made.
        file = Require(() => ResolveTarget(Destination));
        format = Require(() => ImageFileFormats.FromExtension(file) ?? throw RetinaErrors.InvalidArgument(
            $"'{Destination}' has no extension of an image file. Use .png, .jpg, .tif or .bmp.", Destination));
        if (!Force && File.Exists(file))
            Require<string>(() => throw RetinaErrors.DestinationExists(file, null));
        sheet = new ContactSheet(Columns, TileSize, Outline);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (sheet.Count > 0)
            Attempt(Save);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            sheet?.Dispose();
        base.Dispose(disposing);
    }

    private protected override void ProcessImage(RetinaImage image) => sheet.Add(image, image.Name);

    private void Save()
    {
        if (!ShouldProcess(file, "Write the contact sheet"))
            return;
        using var drawn = sheet.Draw(ImageFileLoader.NameOf(file));
        AtomicFile.Write(file, ImageFileEncoder.Encode(drawn, format, quality: 92, file), Force, file);
        WriteFile(file);
    }
}
