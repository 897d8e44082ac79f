using System.Management.Automation;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Filters;

namespace RetinaPS.Commands;

/// <summary>Makes a bank of matched filters for blood vessels, or of kernels of one's own.</summary>
/// <remarks>
/// <para>The profile across a vessel is f(x) = exp(-x^2 / 2 s^2) / (sqrt(2 pi) s) minus its mean (Gaussian), or
/// g(x) = -x exp(-x^2 / 2 s^2) / (sqrt(2 pi) s^3) (FirstDerivative), over |x| up to Extent times s and along Length pixels
/// (Chaudhuri et al. 1989; Zhang et al. 2010). Sizes are in pixels of the image that is filtered.</para>
/// <para>Warp turns the upright kernel as a picture, as the original did, which clips it: its sum is then no longer 0. Analytic evaluates
/// the profile at turned coordinates and keeps the sum at 0.</para>
/// <para>Several sigmas make a bank of several scales; $bank.Scales gives each as a bank of its own. Kernels of one's own are correlated
/// with the image as they stand, the weight at row height / 2 and column width / 2 (whole numbers, counted from 0) on the pixel.</para>
/// <para>A kernel's numbers are an array: $bank.Kernels[0].ToArray()[row, column].</para>
/// </remarks>
/// <example>
///   <summary>A bank for vessels about 7 pixels wide</summary>
///   <code>$bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic
/// Invoke-MatchedFilterBank *.jpeg -Bank $bank -Invert -Response Float |
///     Export-RetinaImage -Destination vessels</code>
///   <para>Vessels are dark, so the plane is inverted first.</para>
/// </example>
/// <example>
///   <summary>Vessels of three widths</summary>
///   <code>New-MatchedFilterBank -Sigma 1, 1.5, 2.5 -Length 5, 9, 15 `
///     -Rotation Analytic -Normalization Contrast</code>
///   <para>36 kernels, whose responses are contrasts in grey levels at every scale.</para>
/// </example>
/// <example>
///   <summary>Kernels of one's own</summary>
///   <code>$line = @(-1, -1, -1), @(2, 2, 2), @(-1, -1, -1)
/// $point = @(-1, -1, -1), @(-1, 8, -1), @(-1, -1, -1)
/// New-MatchedFilterBank -Kernel $line, $point</code>
///   <para>Two kernels of three rows and three columns.</para>
/// </example>
/// <example>
///   <summary>The kernels of a bank</summary>
///   <code>$bank = New-MatchedFilterBank FirstDerivative -Sigma 1.5 -Length 9 `
///     -Orientations 6
/// $bank.Kernels</code>
///   <para>A sum of 0 means that an even background gives no response.</para>
/// </example>
/// <example>
///   <summary>One kernel as numbers</summary>
///   <code>$kernel = (New-MatchedFilterBank -Rotation Analytic).Kernels[0]
/// $weights = $kernel.ToArray()
/// "{0} rows, {1} columns" -f $weights.GetLength(0), $weights.GetLength(1)</code>
///   <para>ToArray gives a two-dimensional array, Weights the same numbers row after row.</para>
/// </example>
/// <seealso cref="InvokeMatchedFilterBankCommand"/>
[Cmdlet(VerbsCommon.New, "MatchedFilterBank", DefaultParameterSetName = ProfileSet)]
[OutputType(typeof(FilterBank))]
public sealed class NewMatchedFilterBankCommand : RetinaCommand
{
    private const string ProfileSet = "Profile";
    private const string KernelSet = "Kernel";

    /// <summary>The profile across the vessel: Gaussian or FirstDerivative.</summary>
    /// <value>Default: Gaussian</value>
    [Parameter(ParameterSetName = ProfileSet, Position = 0)]
    [ValidateSet(nameof(FilterKind.Gaussian), nameof(FilterKind.FirstDerivative))]
    public FilterKind Kind { get; set; } = FilterKind.Gaussian;

    /// <summary>Standard deviations of the Gaussian in pixels, one a scale.</summary>
    /// <value>Default: 5</value>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0.2, 200.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double[] Sigma { get; set; } = [5];

    /// <summary>Lengths of the kernels along the vessel in pixels: one for all scales, or one for each.</summary>
    /// <value>Default: 15</value>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 1000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int[] Length { get; set; } = [15];

    /// <summary>Half width of the profile in sigmas.</summary>
    /// <value>Default: 3</value>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateRange(0.5, 10.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double Extent { get; set; } = 3;

    /// <summary>How many orientations each scale has, evenly over 180 degrees.</summary>
    /// <value>Default: 12</value>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateRange(1, 180)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Orientations { get; set; } = 12;

    /// <summary>How the kernels are turned.</summary>
    /// <value>Default: Warp</value>
    [Parameter(ParameterSetName = ProfileSet)]
    public FilterRotation Rotation { get; set; } = FilterRotation.Warp;

    /// <summary>Kernels of one's own: two-dimensional arrays [row, column], arrays of rows, or kernels of another bank.</summary>
    [Parameter(ParameterSetName = KernelSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [FilterKernelTransformation]
    [ArgumentCompleter(typeof(VariableCompleter<FilterKernel>))]
    public FilterKernel[] Kernel { get; set; } = [];

    /// <summary>How strongly the kernels answer.</summary>
    /// <value>Default: None</value>
    [Parameter]
    public FilterNormalization Normalization { get; set; } = FilterNormalization.None;

    /// <summary>Turns the sign of every weight: dark vessels then answer, and the largest response is minus the smallest of the plain bank.</summary>
    [Parameter]
    public SwitchParameter Negate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(() =>
    {
        var bank = (ParameterSetName == KernelSet ? new FilterBank(Kernel) : Build()).Normalize(Normalization);
        WriteObject(Negate ? bank.Negate() : bank);
    });

    private FilterBank Build() => FilterBank.Create(new FilterBankOptions
    {
        Kind = Kind,
        Sigma = Sigma,
        Length = Length,
        Extent = Extent,
        Orientations = Orientations,
        Rotation = Rotation,
    });
}
