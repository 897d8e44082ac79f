using System.Management.Automation;
using RetinaPS.Files;

namespace RetinaPS.Commands;

/// <summary>A cmdlet that reads image files.</summary>
public abstract class ImageFileCommand : FileCommand
{
    /// <summary>Refuses image files with more pixels than this many millions.</summary>
    /// <value>Default: 250</value>
    [Parameter]
    [ValidateRange(0.000001, 1000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double MaximumMegapixels { get; set; } = ImageFileInspector.DefaultMaximumMegapixels;
}
