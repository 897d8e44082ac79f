using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Plots;

namespace RetinaPS.Commands;

/// <summary>Plots histograms and cumulative distributions, and what a histogram specification does to them.</summary>
/// <remarks>
/// <para>Of a photograph or its histogram: each channel's histogram and cumulative distribution. With -Reference: input, reference and result over one
/// another, one column a channel, and the look-up table. Of a colour reference: its distributions; it has no counts, so no histogram.</para>
/// <para>Pixels are counted inside the eye: the image's own mask is used if it carries one. The points of the distributions are those that
/// Get-ColorHistogram gives. A histogram's range is that of levels 1 to 254 where level 0 or 255 exceeds it by far; the plot then says by how much.
/// The channels' colours can be told apart by colour-blind people.</para>
/// </remarks>
/// <example>
///   <summary>One photograph's histogram</summary>
///   <code>Export-HistogramPlot eye.jpeg -Destination eye.png</code>
///   <para>Histogram on the left, cumulative distribution on the right.</para>
/// </example>
/// <example>
///   <summary>What matching to a reference does, as vector graphics</summary>
///   <code>Export-HistogramPlot *.jpeg -Destination plots -Reference ref.jpeg `
///     -Format Svg</code>
///   <para>Writes plots/NAME.histogram.svg for every photograph.</para>
/// </example>
/// <example>
///   <summary>The whole frame, and a mean reference</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Export-HistogramPlot -Destination frame.png -WholeFrame
/// New-ColorReference good/*.jpeg | Export-HistogramPlot -Destination mean.png</code>
///   <para>The first counts the black around the eye too.</para>
/// </example>
/// <seealso cref="GetColorHistogramCommand"/>
[Cmdlet(VerbsData.Export, "HistogramPlot", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHistogramPlotCommand : MaskingCommand
{
    private const string HistogramSet = "Histogram";
    private const string ColorReferenceSet = "ColorReference";
    private readonly RunFiles files = new();
    private PlotDestination destination = null!;
    private ColorReference? reference;
    private ColorHistogram? counts;

    /// <summary>Histograms from Get-ColorHistogram.</summary>
    [Parameter(ParameterSetName = HistogramSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<ColorHistogram>))]
    public ColorHistogram[] Histogram { get; set; } = [];

    /// <summary>Colour references from New-ColorReference, to be plotted themselves.</summary>
    [Parameter(ParameterSetName = ColorReferenceSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<ColorReference>))]
    public ColorReference[] ColorReference { get; set; } = [];

    /// <summary>The file to write, .png or .svg; or a folder, for a file NAME.histogram.png an input.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>The colours that the input is matched to: a photograph's file, an image, a colour reference, or a reference's JSON file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = "InputObject")]
    [Parameter(ParameterSetName = HistogramSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ReferenceCompleter))]
    public object? Reference { get; set; }

    /// <summary>The files' format in a folder.</summary>
    /// <value>Default: the one that -Destination's extension names, else Png</value>
    [Parameter]
    public PlotFileFormat? Format { get; set; }

    /// <summary>Counts all pixels of the inputs, inside the eye or not, also where they carry a mask.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = "InputObject")]
    public SwitchParameter WholeFrame { get; set; }

    /// <summary>Leaves level 255 out of the cumulative distributions.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        destination = Require(() => new PlotDestination(ResolveTarget(Destination), Format, ".histogram"));
        if (Reference is null)
            return;
        var resolver = new ReferenceResolver(this, ResolveTarget, TargetDevice)
        {
            Eye = EyeOptions,
            ExcludeSaturated = ExcludeSaturated,
            MaximumMegapixels = MaximumMegapixels,
        };
        (reference, counts) = Require(() => (resolver.Resolve(Reference), resolver.Counts));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case HistogramSet:
                foreach (var histogram in Histogram)
                    Attempt(() => Plot(histogram));
                break;
            case ColorReferenceSet:
                foreach (var made in ColorReference)
                    Attempt(() => Save(null, made.Name, () => HistogramFigure.Of(made)));
                break;
            default:
                base.ProcessRecord();
                break;
        }
    }

    private protected override void ProcessImage(RetinaImage image)
    {
        using var counted = WholeFrame ? image.WithMask(EyeMask.FullFrame(image.Width, image.Height)) : WithEye(image);
        Plot(counted.ComputeHistogram(excludeSaturated: ExcludeSaturated));
    }

    private void Plot(ColorHistogram histogram) => Save(histogram.Path, histogram.Name, () => reference is null
        ? HistogramFigure.Of(histogram)
        : HistogramFigure.Specification(histogram, reference, counts));

    private void Save(string? source, string name, Func<Figure> figure)
    {
        string file = destination.PathFor(name);
        files.Claim(source, name, file);
        if (!Force && File.Exists(file))
            throw RetinaErrors.DestinationExists(file, source);
        if (!ShouldProcess(file, "Write the plot"))
            return;
        AtomicFile.Write(file, FigureDrawing.Encode(figure(), destination.Format), Force, source);
        WriteFile(file);
    }
}
