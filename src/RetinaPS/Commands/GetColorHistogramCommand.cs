using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Counts the levels of each channel inside the eye, with their cumulative distribution.</summary>
/// <remarks>
/// <para>The cumulative distribution of level i is 255 / n times the number of pixels at or below i, rounded half away from zero. With
/// -ExcludeSaturated, level 255 falls in no bin yet counts in n, as in the original's code.</para>
/// </remarks>
/// <example>
///   <summary>See how much of each channel is saturated</summary>
///   <code>(Get-ColorHistogram eye.jpeg).Channels |
///     Select-Object Channel, Mean, SaturatedRatio</code>
///   <para>Red is often saturated in fundus photographs.</para>
/// </example>
/// <example>
///   <summary>Compare the colours of photographs</summary>
///   <code>Get-ColorHistogram *.jpeg</code>
///   <para>One row a photograph, with the mean level of each channel.</para>
/// </example>
/// <example>
///   <summary>Take the numbers</summary>
///   <code>$green = (Get-ColorHistogram eye.jpeg).Channels |
///     Where-Object Channel -eq Green
/// $green.Counts[100..109]</code>
///   <para>How many pixels of the eye have the levels 100 to 109. Cumulative holds the distribution.</para>
/// </example>
/// <example>
///   <summary>Count the whole frame</summary>
///   <code>(Get-ColorHistogram eye.jpeg -MaskMethod FullFrame).Channels</code>
///   <para>The background is counted too.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ColorHistogram", DefaultParameterSetName = "Path")]
[OutputType(typeof(ColorHistogram))]
public sealed class GetColorHistogramCommand : MaskingCommand
{
    /// <summary>Leaves level 255 out of the cumulative distributions.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    private protected override void ProcessImage(RetinaImage image)
    {
        using var eye = WithEye(image);
        WriteObject(eye.ComputeHistogram(excludeSaturated: ExcludeSaturated));
    }
}
