using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Filters images with every kernel of a bank and keeps the largest response at each pixel.</summary>
/// <remarks>
/// <para>The original's responses were 8-bit: rounded and clamped to 0..255, which loses what is negative and saturates. Float keeps
/// them as they are. Exporting a Float image as TIFF keeps its numbers; as PNG or JPEG, 0 to its maximum becomes 0 to 255.</para>
/// <para>The weights are taken as whole multiples of a unit, by which they are off by 2.4e-7 of the bank's largest at most, and summed without
/// error, so that every device answers with the same numbers.</para>
/// <para>With -PassIndex the result is an object with the images Response and Index: Index holds, as a grey level, the number of the
/// kernel that answered, and $result.Bank.Kernels[number] is that kernel.</para>
/// </remarks>
/// <example>
///   <summary>The original's response</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank)</code>
///   <para>Twelve Gaussian kernels on the green channel, 8-bit.</para>
/// </example>
/// <example>
///   <summary>Responses as numbers</summary>
///   <code>$bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic
/// $response = Import-RetinaImage eye.jpeg |
///     Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float
/// $response | Export-RetinaImage -Destination vessels -Format Tiff</code>
///   <para>A TIFF file keeps the numbers; PNG and JPEG are scaled to be looked at.</para>
/// </example>
/// <example>
///   <summary>Which way the vessels run</summary>
///   <code>$bank = New-MatchedFilterBank -Sigma 1.5, 3 -Length 9, 15 `
///     -Rotation Analytic -Normalization Contrast
/// Import-RetinaImage eye.jpeg |
///     Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float `
///         -PassIndex -OutVariable result
/// $result.Index | Export-RetinaImage -Destination directions -Format Png</code>
///   <para>24 kernels; levels 0 to 11 are the directions of the narrow vessels, 12 to 23 those of the wide ones.</para>
/// </example>
/// <seealso cref="NewMatchedFilterBankCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MatchedFilterBank", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage), typeof(MatchedFilterResponse))]
public sealed class InvokeMatchedFilterBankCommand : ImageCommand
{
    /// <summary>The bank, from New-MatchedFilterBank.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<FilterBank>))]
    public FilterBank Bank { get; set; } = null!;

    /// <summary>The channel of a colour image that is filtered.</summary>
    /// <value>Default: Green</value>
    [Parameter]
    public ImageChannel Channel { get; set; } = ImageChannel.Green;

    /// <summary>Inverts the plane first (255 - x), so that dark vessels become bright lines.</summary>
    [Parameter]
    public SwitchParameter Invert { get; set; }

    /// <summary>In what numbers the bank answers.</summary>
    /// <value>Default: EightBit</value>
    [Parameter]
    public FilterResponse Response { get; set; } = FilterResponse.EightBit;

    /// <summary>Also gives the number of the kernel that answered at each pixel; the bank may have 256 kernels.</summary>
    [Parameter]
    public SwitchParameter PassIndex { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (PassIndex)
        {
            Require(() =>
            {
                Bank.RequireIndex();
                return Bank;
            });
        }
    }

    private protected override void ProcessImage(RetinaImage image) => WriteObject(
        PassIndex ? image.FilterWithIndex(Bank, Channel, Invert, Response) : image.Filter(Bank, Channel, Invert, Response));
}
