using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Makes the colours that photographs are matched to, from one photograph or from many.</summary>
/// <remarks>
/// <para>From one photograph it keeps the cumulative distribution of its three channels inside the eye. From several it keeps their mean
/// distribution, in which each photograph weighs the same. A photograph that cannot be used becomes an error record, and the rest are
/// used.</para>
/// <para>A reference that was saved with -Destination can be given to -Reference by its file name.</para>
/// </remarks>
/// <example>
///   <summary>Take the colours of many photographs</summary>
///   <code>New-ColorReference good/*.jpeg -Destination study.json
/// Invoke-RetinaPreprocess *.jpeg -Reference study.json -Destination out</code>
///   <para>Makes the reference once and uses it for a whole study.</para>
/// </example>
/// <example>
///   <summary>One photograph under a name</summary>
///   <code>New-ColorReference ref.jpeg -Name camera-2</code>
///   <para>The name stands in tables, warnings and errors.</para>
/// </example>
/// <seealso cref="InvokeHistogramSpecificationCommand"/>
[Cmdlet(VerbsCommon.New, "ColorReference", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(ColorReference))]
public sealed class NewColorReferenceCommand : MaskingCommand
{
    private readonly List<ColorHistogram> histograms = [];

    /// <summary>What the reference is called.</summary>
    /// <value>Default: the photograph's name</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompletion))]
    public string? Name { get; set; }

    /// <summary>Leaves level 255 out of the distributions, as the original's code did.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    /// <summary>A JSON file to save the reference in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Replaces the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool WantsColor => true;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (histograms.Count == 0)
            return;
        Attempt(() =>
        {
            var reference = ColorReference.FromHistograms(histograms, Name);
            if (Destination is not null)
                Save(reference, ResolveTarget(Destination));
            WriteObject(reference);
        });
    }

    private protected override void ProcessImage(RetinaImage image) =>
        histograms.Add(ColorReference.Count(image, ExcludeSaturated, photograph => FindMask(this, photograph, EyeOptions)));

    private void Save(ColorReference reference, string file)
    {
        if (ShouldProcess(file, "Write the colour reference"))
            reference.Save(file, Force);
    }
}
