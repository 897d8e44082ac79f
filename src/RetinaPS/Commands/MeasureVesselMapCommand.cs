using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>Compares vessel maps with manual ones.</summary>
/// <remarks>
/// <para>Gives one record an image: area under the receiver operating characteristic (AUC), accuracy, sensitivity, specificity, precision, F1,
/// Dice and Matthews correlation inside the field of view, and the same over the whole frame in the property Frame; published figures mix
/// the two. With -Summary, the mean, standard deviation, extremes and pooled value of each figure come instead, when all images have been
/// measured.</para>
/// <para>The AUC is the exact rank statistic over all distinct responses; the other figures are those of the map at its threshold. Of an
/// 8-bit image, level / 255 is the response.</para>
/// </remarks>
/// <example>
///   <summary>Measure a folder against manual maps of the same names</summary>
///   <code>Get-VesselMap *.jpeg | Measure-VesselMap -Truth 'manual/*.png'</code>
///   <para>The star stands for each photograph's name.</para>
/// </example>
/// <example>
///   <summary>Get the figures of a whole data set</summary>
///   <code>Get-VesselMap *.jpeg | Measure-VesselMap -Truth 'manual/*.png' -Summary</code>
///   <para>Gives one row a figure: mean, standard deviation, extremes, and the value over all pixels pooled.</para>
/// </example>
/// <example>
///   <summary>Measure where names do not match</summary>
///   <code>Get-VesselMap left.jpeg |
///     Measure-VesselMap -Truth { "manual/$($_.Name.ToLower()).png" }</code>
///   <para>The script block makes the file's name from each map.</para>
/// </example>
/// <example>
///   <summary>Measure maps that another program or another person made</summary>
///   <code>Measure-VesselMap second/*.png -Truth 'manual/*.png' `
///     -FieldOfView 'drawn/*.png'</code>
///   <para>Pixels of level 128 and above are taken for vessels; -Threshold says otherwise.</para>
/// </example>
/// <seealso cref="GetVesselMapCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "VesselMap", DefaultParameterSetName = "VesselMap")]
[OutputType(typeof(VesselMeasurement), typeof(VesselMeasurementSummary))]
public sealed class MeasureVesselMapCommand : ImageFileCommand
{
    private readonly VesselMeasurementTotals totals = new();

    /// <summary>Maps from Get-VesselMap. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = "VesselMap", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<VesselMap>))]
    public VesselMap[] InputObject { get; set; } = [];

    /// <summary>Responses or maps as images, 8-bit or float from 0 to 1. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = "Image", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<RetinaImage>))]
    public RetinaImage[] Image { get; set; } = [];

    /// <summary>
    /// The manual map: an image, or a file in which a star stands for the measured photograph's name, or a script block that makes one of
    /// them from the pipeline's object. Pixels above half of its largest level are vessels.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public PictureSource Truth { get; set; } = null!;

    /// <summary>Where the figures count: an eye mask, an image or a file, as with -Truth.</summary>
    /// <value>Default: the eye mask that the map or image carries</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public PictureSource? FieldOfView { get; set; }

    /// <summary>The response from which on a pixel of an image or file is taken for a vessel, 0 to 1. Maps from Get-VesselMap bring their own.</summary>
    /// <value>Default: 0.5</value>
    [Parameter(ParameterSetName = "Image")]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateRange(0.0, 1.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double Threshold { get; set; } = 0.5;

    /// <summary>Gives one summary a figure over all images, instead of one record an image.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Frees each input's pixels as soon as it has been measured.</summary>
    [Parameter(ParameterSetName = "VesselMap")]
    [Parameter(ParameterSetName = "Image")]
    public SwitchParameter DisposeInput { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var map in InputObject)
            MeasureBorrowed(map, () => MeasuredResponse.From(map));
        foreach (var image in Image)
            MeasureBorrowed(image, () => MeasuredResponse.From(image, Threshold));
        foreach (string file in InputFiles())
        {
            if (Stopping)
                return;
            Attempt(() =>
            {
                using var image = RetinaImage.Load(file, RetinaDevices.Cpu, maximumMegapixels: MaximumMegapixels);
                Measure(MeasuredResponse.From(image, Threshold));
            });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Summary && totals.Count > 0)
            WriteObject(totals.Summarize(), enumerateCollection: true);
    }

    private void MeasureBorrowed(IDisposable input, Func<MeasuredResponse> read)
    {
        Attempt(() => Measure(read()));
        if (DisposeInput)
            input.Dispose();
    }

    private void Measure(MeasuredResponse measured)
    {
        var (name, path, width, height, mask, response, map) = measured;
        bool[] vessels = Truth.Read(name, width, height, ResolveTarget, out string origin);
        var field = FieldOfView ?? (mask is null ? throw CommandErrors.FieldOfViewMissing(name) : new PictureSource(mask));
        bool[] inside = field.Read(name, width, height, ResolveTarget, out _);
        var comparison = new VesselComparison(response, map, vessels, inside);
        totals.Add(comparison);
        if (Summary)
            return;
        WriteObject(new VesselMeasurement
        {
            Name = name,
            Path = path,
            Truth = origin,
            FieldOfView = comparison.FieldOfView,
            Frame = comparison.Frame,
        });
    }
}
