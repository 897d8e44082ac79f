using System.Management.Automation;
using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>A cmdlet that takes photographs, as files or as images from the pipeline, one at a time.</summary>
public abstract class ImageCommand : RetinaCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ImageSet = "InputObject";

    /// <summary>Image files to read. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Image files to read, by their exact names: brackets and stars stand for themselves. Files from Get-ChildItem bind here.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Images from Import-RetinaImage or another cmdlet of the module. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = ImageSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public RetinaImage[] InputObject { get; set; } = [];

    /// <summary>Frees each input image's pixels as soon as it has been used.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public SwitchParameter DisposeInput { get; set; }

    /// <summary>Refuses files with more pixels than this many millions.</summary>
    /// <value>Default: 250</value>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateRange(0.000001, 1000)]
    public double MaximumMegapixels { get; set; } = ImageFileInspector.DefaultMaximumMegapixels;

    internal long MaximumPixels => (long)(MaximumMegapixels * 1e6);

    /// <summary>Whether this call was given files rather than images.</summary>
    private protected bool TakesFiles => ParameterSetName != ImageSet;

    /// <summary>Whether the cmdlet wants grey files as colour images.</summary>
    private protected virtual bool WantsColor => false;

    /// <summary>The device that files are read to.</summary>
    private protected virtual RetinaDevice TargetDevice => RetinaDevices.Default;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TakesFiles)
        {
            foreach (var image in InputObject)
                ProcessBorrowed(image);
            return;
        }

        foreach (string file in ResolveFiles(LiteralPath.Length > 0 ? LiteralPath : Path, literal: LiteralPath.Length > 0))
        {
            if (Stopping)
                return;
            Attempt(() =>
            {
                using var image = ImageFileLoader.Load(file, TargetDevice, MaximumPixels, WantsColor);
                ProcessImage(image);
            });
        }
    }

    /// <summary>Uses one image, which stays valid only during the call unless its pixels are shared.</summary>
    private protected abstract void ProcessImage(RetinaImage image);

    private void ProcessBorrowed(RetinaImage image)
    {
        Attempt(() => ProcessImage(image));
        if (DisposeInput)
            image.Dispose();
    }
}
