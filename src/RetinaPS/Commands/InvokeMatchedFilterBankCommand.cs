using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Filters images with every kernel of a bank and keeps the largest response at each pixel.</summary>
/// <remarks>
/// <para>The original's responses were 8-bit: rounded and clamped to 0..255, which loses what is negative and saturates. Float keeps
/// them as they are. Exporting a Float image as TIFF keeps its numbers; as PNG or JPEG, 0 to its maximum becomes 0 to 255.</para>
/// </remarks>
/// <example>
///   <summary>The original's response</summary>
///   <code>Import-RetinaImage eye.jpeg | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank)</code>
///   <para>Twelve Gaussian kernels on the green channel, 8-bit.</para>
/// </example>
/// <example>
///   <summary>Responses as numbers</summary>
///   <code>$bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic
/// $response = Import-RetinaImage eye.jpeg | Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float
/// $response | Export-RetinaImage -Destination vessels -Format Tiff</code>
///   <para>A TIFF file keeps the numbers; PNG and JPEG are scaled to be looked at.</para>
/// </example>
/// <seealso cref="NewMatchedFilterBankCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MatchedFilterBank", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage))]
public sealed class InvokeMatchedFilterBankCommand : ImageCommand
{
    /// <summary>The bank, from New-MatchedFilterBank.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
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

    private protected override void ProcessImage(RetinaImage image)
    {
        if (image.Format == PixelFormat.Gray32Float)
            throw RetinaErrors.UnsupportedPixels(image.Name, image.Format, "A filter bank", "Use an 8-bit image.");
        var engine = image.Device.Engine;
        var plane = engine.ExtractChannel(image.Buffer, Channel, Invert);
        try
        {
            WriteObject(image.Derive(engine.FilterMaximum(plane, Bank, Response), image.Mask));
        }
        finally
        {
            plane.Release();
        }
    }
}
