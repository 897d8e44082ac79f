using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Plots;

namespace RetinaPS.Commands;

/// <summary>Plots every kernel of a filter bank as a heat map, with its orientation, its scale, its sum, and its profile across the vessel.</summary>
/// <remarks>
/// <para>All kernels share one scale of colours, blue below zero, pale at zero, red above. The profile is the weights on the line through
/// the kernel's anchor across the vessel that it answers to, a pixel apart; of a kernel given as numbers, its middle row.</para>
/// </remarks>
/// <example>
///   <summary>Look at a bank</summary>
///   <code>New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic |
///     Export-FilterBankPlot -Destination bank.png</code>
///   <para>Twelve kernels; each sum is 0.</para>
/// </example>
/// <example>
///   <summary>See what turning a picture of the kernel does to it</summary>
///   <code>New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Warp |
///     Export-FilterBankPlot -Destination warp.svg</code>
///   <para>Turned kernels are clipped, and their sums are no longer 0.</para>
/// </example>
/// <seealso cref="NewMatchedFilterBankCommand"/>
[Cmdlet(VerbsData.Export, "FilterBankPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFilterBankPlotCommand : RetinaCommand
{
    private readonly RunFiles files = new();
    private string file = string.Empty;
    private PlotDestination destination = null!;

    /// <summary>The bank from New-MatchedFilterBank.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<FilterBank>))]
    public FilterBank Bank { get; set; } = null!;

    /// <summary>The file to write: .png or .svg.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ValidatePattern(@"\.(png|svg)$", Options = System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Replaces the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        destination = Require(() => new PlotDestination(ResolveTarget(Destination), null, string.Empty));
        file = destination.PathFor(string.Empty);
        if (!Force && File.Exists(file))
            Require<string>(() => throw RetinaErrors.DestinationExists(file, null));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(() =>
    {
        files.Claim(null, Bank.ToString(), file);
        if (!ShouldProcess(file, "Write the plot"))
            return;
        AtomicFile.Write(file, FigureDrawing.Encode(FilterBankFigure.Of(Bank), destination.Format), Force, file);
        WriteFile(file);
    });
}
