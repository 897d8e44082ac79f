using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Sheets;

namespace RetinaPS.Commands;

/// <summary>Writes the pipeline's images as one titled grid, or the steps of the chain one row a photograph, for an eye to judge.</summary>
/// <remarks>
/// <para>Each image is shrunk as it comes, so a sheet of many large photographs needs little memory. Images may differ in size; nothing is
/// enlarged. Float images, and grey ones in another colour map than Gray, show a bar of the values that the colours stand for: 0 to 255, or
/// the smallest and the largest value of the image at the sheet's size.</para>
/// <para>Titles are drawn in a font that comes with the module and has Latin, Greek, Cyrillic and Devanagari letters; for other scripts the
/// machine's own fonts serve. Text runs from left to right.</para>
/// </remarks>
/// <example>
///   <summary>Check the masks of a folder</summary>
///   <code>Import-RetinaImage *.jpeg | Get-EyeMask -PassThru |
///     Export-RetinaContactSheet -Destination masks.png -Outline</code>
///   <para>Draws every photograph with its mask's outline.</para>
/// </example>
/// <example>
///   <summary>See what the chain does to each photograph</summary>
///   <code>Export-RetinaContactSheet *.jpeg -Destination steps.jpg -Steps `
///     -Reference ref.jpeg</code>
///   <para>One row a photograph: original, eye mask, histogram specified, CLAHE, result.</para>
/// </example>
/// <example>
///   <summary>Titles of one's own, and filter responses in colour</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank) -Invert `
///         -Response Float |
///     Export-RetinaContactSheet -Destination vessels.png -ColorMap Inferno `
///         -Title { "$($_.Name), $($_.Width) pixels wide" }</code>
///   <para>The bar under the title says which values the colours stand for.</para>
/// </example>
/// <example>
///   <summary>Compare strengths side by side</summary>
///   <code>2, 4, 8 | ForEach-Object {
///     Import-RetinaImage eye.jpeg | Invoke-GpuClahe -ClipLimit $_
/// } | Export-RetinaContactSheet -Destination clip-limits.jpg -Columns 3 `
///     -TileSize 240 -Force</code>
///   <para>One row of three, in a file that is replaced each time.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RetinaContactSheet", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRetinaContactSheetCommand : MaskingCommand
{
    private ContactSheet sheet = null!;
    private ImageTitle title = null!;
    private PreprocessPlan? plan;
    private string file = string.Empty;
    private ImageFileFormat format;

    /// <summary>The file to write: PNG, JPEG, TIFF or BMP by its extension.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>How many images stand side by side; with -Steps, each photograph has a row of five.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(1, 100)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Columns { get; set; } = 4;

    /// <summary>The longer side of each image on the sheet, in pixels.</summary>
    /// <value>Default: 320</value>
    [Parameter]
    [ValidateRange(16, 4096)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int TileSize { get; set; } = 320;

    /// <summary>Each image's title: the name of a property, such as Path or Mask.Confidence, or a script block that sees the image as $_.</summary>
    /// <value>Default: the image's name, which is its file's without extension</value>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ImagePropertyCompleter))]
    public object? Title { get; set; }

    /// <summary>Draws the outline of each image's mask.</summary>
    [Parameter]
    public SwitchParameter Outline { get; set; }

    /// <summary>The colours in which grey and float images are drawn.</summary>
    /// <value>Default: Gray</value>
    [Parameter]
    public ColorMap ColorMap { get; set; } = ColorMap.Gray;

    /// <summary>JPEG quality, 0 to 100.</summary>
    /// <value>Default: 92</value>
    [Parameter]
    [ValidateRange(0, 100)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Quality { get; set; } = 92;

    /// <summary>Shows the steps of the pre-processing chain, one row a photograph. Needs -Reference.</summary>
    [Parameter]
    public SwitchParameter Steps { get; set; }

    /// <summary>With -Steps, the colours to match: a photograph's file, an image, a colour reference, or a reference's JSON file.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ReferenceCompleter))]
    public object? Reference { get; set; }

    /// <summary>With -Steps, CLAHE's clip limit: how many times the mean count a histogram bin may hold; 0 clips nothing.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double ClipLimit { get; set; } = 4;

    /// <summary>With -Steps, CLAHE's tiles across and down; one number serves for both.</summary>
    /// <value>Default: 16, 16</value>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(1, 1024)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int[] TileGrid { get; set; } = [16, 16];

    /// <summary>With -Steps, halves and blurs the photographs and the reference first, as the original did in Python.</summary>
    [Parameter]
    public SwitchParameter PyramidDown { get; set; }

    /// <summary>With -Steps, leaves level 255 out of the histograms, as the original's code did.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    /// <summary>Replaces the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool WantsColor => Steps;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What would keep the sheet from being written is said before all the images are made.
        file = Require(() => ResolveTarget(Destination));
        format = Require(() => ImageFileFormats.RequireFromExtension(file));
        if (!Force && File.Exists(file))
            Require<string>(() => throw RetinaErrors.DestinationExists(file, null));
        if (Steps.IsPresent == Reference is null)
            Require<string>(() => throw RetinaErrors.InvalidArgument(Steps ? "-Steps needs -Reference, whose colours the photographs take." : "-Reference is for -Steps."));
        title = new ImageTitle(Title);
        plan = Steps ? Require(MakePlan) : null;
        sheet = Steps ? new ContactSheet(ChainSteps.Names.Count, TileSize, ChainSteps.Names) : new ContactSheet(Columns, TileSize, []);
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

    private protected override void ProcessImage(RetinaImage image)
    {
        string text = title.For(image);
        if (plan is null)
            sheet.Add(SheetTile.From(image, text, TileSize, ColorMap, Outline ? image.Mask : null));
        else
            AddSteps(image, text, plan);
    }

    private void AddSteps(RetinaImage photograph, string text, PreprocessPlan steps)
    {
        var row = new List<SheetTile>();
        try
        {
            new ChainSteps(steps, image => FindMask(this, image, EyeOptions)).Run(photograph, (step, image) =>
                row.Add(SheetTile.From(image, step == 0 ? text : string.Empty, TileSize, ColorMap.Gray, step == 1 ? image.Mask : null)));
        }
        catch
        {
            // A row is whole or not there.
            row.ForEach(tile => tile.Dispose());
            throw;
        }

        row.ForEach(sheet.Add);
    }

    private PreprocessPlan MakePlan() => new()
    {
        Reference = new ReferenceResolver(this, ResolveTarget, TargetDevice)
        {
            Eye = EyeOptions,
            ExcludeSaturated = ExcludeSaturated,
            MaximumMegapixels = MaximumMegapixels,
            PyramidDown = PyramidDown,
        }.Resolve(Reference!),
        Eye = EyeOptions,
        Clahe = new ClaheOptions(ClipLimit, TileGrid[0], TileGrid[^1]),
        PyramidDown = PyramidDown,
        ExcludeSaturated = ExcludeSaturated,
    };

    private void Save()
    {
        if (!ShouldProcess(file, "Write the contact sheet"))
            return;
        using var drawn = sheet.Draw(System.IO.Path.GetFileNameWithoutExtension(file));
        drawn.Save(file, format, Quality, Force);
        WriteFile(file);
    }
}
