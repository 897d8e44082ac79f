using System.Management.Automation;
using RetinaPS.Engines.Cpu;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Makes a bank of matched filters for blood vessels.</summary>
/// <remarks>
/// <para>The profile across a vessel is f(x) = exp(-x^2 / 2 s^2) / (sqrt(2 pi) s) minus its mean (Gaussian), or
/// g(x) = -x exp(-x^2 / 2 s^2) / (sqrt(2 pi) s^3) (FirstDerivative), over |x| up to Extent times s and along Length pixels
/// (Chaudhuri et al. 1989; Zhang et al. 2010). Sizes are in pixels of the image that is filtered.</para>
/// <para>Warp turns the upright kernel as a picture, as the original did, which clips it: its sum is then no longer 0. Analytic evaluates
/// the profile at turned coordinates and keeps the sum at 0.</para>
/// </remarks>
/// <example>
///   <summary>A bank for vessels about 7 pixels wide</summary>
///   <code>$bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic
/// Get-ChildItem *.jpeg | Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float | Export-RetinaImage -Destination vessels</code>
///   <para>Vessels are dark, so the plane is inverted first.</para>
/// </example>
/// <seealso cref="InvokeMatchedFilterBankCommand"/>
[Cmdlet(VerbsCommon.New, "MatchedFilterBank")]
[OutputType(typeof(FilterBank))]
public sealed class NewMatchedFilterBankCommand : RetinaCommand
{
    /// <summary>The profile across the vessel.</summary>
    /// <value>Default: Gaussian</value>
    [Parameter(Position = 0)]
    public FilterKind Kind { get; set; } = FilterKind.Gaussian;

    /// <summary>Standard deviation of the Gaussian in pixels.</summary>
    /// <value>Default: 5</value>
    [Parameter]
    [ValidateRange(0.2, 200.0)]
    public double Sigma { get; set; } = 5;

    /// <summary>Length of the kernel along the vessel in pixels.</summary>
    /// <value>Default: 15</value>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Length { get; set; } = 15;

    /// <summary>Half width of the profile in sigmas.</summary>
    /// <value>Default: 3</value>
    [Parameter]
    [ValidateRange(0.5, 10.0)]
    public double Extent { get; set; } = 3;

    /// <summary>How many orientations, evenly over 180 degrees.</summary>
    /// <value>Default: 12</value>
    [Parameter]
    [ValidateRange(1, 180)]
    public int Orientations { get; set; } = 12;

    /// <summary>How the kernels are turned.</summary>
    /// <value>Default: Warp</value>
    [Parameter]
    public FilterRotation Rotation { get; set; } = FilterRotation.Warp;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Extent * Sigma < 1)
        {
            Attempt(() => throw RetinaErrors.InvalidArgument(
                $"A kernel of sigma {Sigma} and extent {Extent} is less than one pixel wide. Raise -Sigma or -Extent."));
            return;
        }

        WriteObject(Require(() => MatchedFilterKernels.Build(Kind, Sigma, Length, Extent, Orientations, Rotation)));
    }
}
