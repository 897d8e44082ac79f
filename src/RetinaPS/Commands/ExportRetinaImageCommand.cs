using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Sheets;

namespace RetinaPS.Commands;

/// <summary>Writes images, eye masks and vessel maps to files.</summary>
/// <remarks>
/// <para>Each image is written under its own name to the folder -Destination, which is made where it is missing; a mask as PNG unless
/// -Format says otherwise. A file appears whole or not at all. Existing files are left alone without -Force, no file replaces its own
/// source, and two images of one name are an error.</para>
/// <para>A vessel map is written as NAME_vessels, PNG unless -Format says otherwise; with -Response its response instead as NAME_response, a
/// TIFF of floats from 0 to 1, or, in other formats, of levels from 0 to 255. Other float images keep their numbers in TIFF, and in other
/// formats 0 to their maximum becomes 0 to 255.</para>
/// <para>This is where pixels leave the device.</para>
/// </remarks>
/// <example>
///   <summary>Write what a pipeline made</summary>
///   <code>Import-RetinaImage *.jpeg | Invoke-GpuClahe |
///     Export-RetinaImage -Destination out -Format Png</code>
///   <para>Gives one file object an image.</para>
/// </example>
/// <example>
///   <summary>Keep a tree of folders</summary>
///   <code>Get-ChildItem train -Recurse -Filter *.jpeg | Import-RetinaImage |
///     Resize-RetinaImage -Size 120 |
///     Export-RetinaImage -Destination small -BasePath train -Quality 90</code>
///   <para>train/a/one.jpeg becomes small/a/one.jpeg.</para>
/// </example>
/// <example>
///   <summary>Write masks beside their photographs</summary>
///   <code>Get-EyeMask *.jpeg | Export-RetinaImage -Destination . -Suffix _mask</code>
///   <para>eye.jpeg gets eye_mask.png, 255 inside the eye and 0 outside.</para>
/// </example>
/// <example>
///   <summary>See what would be written</summary>
///   <code>Import-RetinaImage *.jpeg |
///     Export-RetinaImage -Destination out -Format Tiff -WhatIf</code>
///   <para>Names each file and writes none.</para>
/// </example>
/// <example>
///   <summary>Save vessels and what they were found by</summary>
///   <code>Get-VesselMap eye.jpeg -OutVariable vessels |
///     Export-RetinaImage -Destination vessels
/// $vessels | Export-RetinaImage -Destination vessels -Response</code>
///   <para>eye.jpeg gets eye_vessels.png and eye_response.tif.</para>
/// </example>
/// <example>
///   <summary>Look at a bank's kernels</summary>
///   <code>New-MatchedFilterBank -Sigma 1, 2 -Length 5, 9 -Orientations 8 `
///     -Rotation Analytic |
///     Export-RetinaImage -Destination banks</code>
///   <para>Writes Gaussian_bank.png: a row of kernels for each scale. Grey is 0, white and black the bank's largest weight on either side.</para>
/// </example>
/// <seealso cref="ImportRetinaImageCommand"/>
[Cmdlet(VerbsData.Export, "RetinaImage", DefaultParameterSetName = "Image", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(RetinaImage))]
public sealed class ExportRetinaImageCommand : RetinaCommand
{
    private readonly RunFiles files = new();
    private DestinationMap images = null!;
    private DestinationMap masks = null!;
    private DestinationMap responses = null!;

    /// <summary>Images to write. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = "Image", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<RetinaImage>))]
    public RetinaImage[] InputObject { get; set; } = [];

    /// <summary>Eye masks to write, 255 inside and 0 outside.</summary>
    [Parameter(ParameterSetName = "Mask", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<EyeMask>))]
    public EyeMask[] Mask { get; set; } = [];

    /// <summary>Vessel maps to write. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = "VesselMap", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<VesselMap>))]
    public VesselMap[] VesselMap { get; set; } = [];

    /// <summary>Writes each vessel map's response instead of the map.</summary>
    [Parameter(ParameterSetName = "VesselMap")]
    public SwitchParameter Response { get; set; }

    /// <summary>Filter banks to write, each as a sheet of its kernels.</summary>
    [Parameter(ParameterSetName = "Bank", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<FilterBank>))]
    public FilterBank[] Bank { get; set; } = [];

    /// <summary>The folder to write to.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>The files' format.</summary>
    /// <value>Default: the source file's, JPEG for an image without one, PNG for a mask, a vessel map or a bank, TIFF for a response</value>
    [Parameter]
    public ImageFileFormat? Format { get; set; }

    /// <summary>JPEG quality, 0 to 100.</summary>
    /// <value>Default: 95</value>
    [Parameter]
    [ValidateRange(0, 100)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Quality { get; set; } = 95;

    /// <summary>Text added to each name, such as _mask.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoCompletion))]
    public string Suffix { get; set; } = string.Empty;

    /// <summary>A folder above the sources; their folders below it are made again under -Destination.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BasePath { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves files that exist, and gives them, or with -PassThru their images, as if they had been written.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Gives the image back instead of its file.</summary>
    [Parameter(ParameterSetName = "Image")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Frees each image's pixels as soon as it has been written.</summary>
    [Parameter(ParameterSetName = "Image")]
    [Parameter(ParameterSetName = "VesselMap")]
    public SwitchParameter DisposeInput { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireCombination(!SkipExisting || !Force, "-SkipExisting leaves files that exist and -Force replaces them: choose one.");
        string folder = Require(() => ResolveTarget(Destination));
        string? basePath = BasePath is null ? null : Require(() => ResolveTarget(BasePath));
        images = new DestinationMap(folder, basePath, Format, Suffix);
        masks = new DestinationMap(folder, basePath, Format ?? ImageFileFormat.Png, Suffix);
        responses = new DestinationMap(folder, basePath, Format ?? ImageFileFormat.Tiff, Suffix);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var image in InputObject)
        {
            Attempt(() => Write(image, images));
            if (DisposeInput && !PassThru)
                image.Dispose();
        }

        foreach (var mask in Mask)
        {
            Attempt(() =>
            {
                using var image = mask.ToImage();
                Write(image, masks);
            });
        }

        foreach (var bank in Bank)
        {
            Attempt(() =>
            {
                using var sheet = KernelSheet.Draw(bank);
                Write(sheet, masks);
            });
        }

        foreach (var map in VesselMap)
        {
            Attempt(() =>
            {
                if (!Response)
                    Write(map.Map, masks);
                else
                    WriteResponse(map.Response);
            });
            if (DisposeInput)
                map.Dispose();
        }
    }

    private void WriteResponse(RetinaImage response)
    {
        if (responses.FormatFor(response.Path) == ImageFileFormat.Tiff)
        {
            Write(response, responses);
            return;
        }

        using var levels = VesselResponseFile.ToLevels(response);
        Write(levels, responses);
    }

    private void Write(RetinaImage image, DestinationMap map)
    {
        string file = map.PathFor(image.Path, image.Name);
        files.Claim(image.Path, image.Name, file);
        if (SkipExisting && File.Exists(file))
        {
            WriteVerbose($"'{file}' exists and is left.");
        }
        else
        {
            if (!Force && File.Exists(file))
                throw RetinaErrors.DestinationExists(file, image.Path);
            if (!ShouldProcess(file, "Write the image"))
                return;
            image.Save(file, map.FormatFor(image.Path), Quality, Force);
        }

        if (PassThru)
            WriteObject(image);
        else
            WriteFile(file);
    }
}
