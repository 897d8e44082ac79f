using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>A cmdlet that takes photographs, as files or as images from the pipeline, one at a time.</summary>
public abstract class ImageCommand : ImageFileCommand
{
    private const string ImageSet = "InputObject";

    /// <summary>Images from Import-RetinaImage or another cmdlet of the module. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = ImageSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<RetinaImage>))]
    public RetinaImage[] InputObject { get; set; } = [];

    /// <summary>Frees each input image's pixels as soon as it has been used.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public SwitchParameter DisposeInput { get; set; }

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

        foreach (string file in InputFiles())
        {
            if (Stopping)
                return;
            Attempt(() =>
            {
                using var image = RetinaImage.Load(file, TargetDevice, WantsColor, MaximumMegapixels);
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
