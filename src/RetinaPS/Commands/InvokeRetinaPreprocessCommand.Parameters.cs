using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <content>What can be asked of a run.</content>
public sealed partial class InvokeRetinaPreprocessCommand
{
    private const string ImageSet = "InputObject";

    /// <summary>Images from Import-RetinaImage; a mask that an image carries is used. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = ImageSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<RetinaImage>))]
    public RetinaImage[] InputObject { get; set; } = [];

    /// <summary>The colours to match: a photograph's file, an image, a colour reference, or a reference's JSON file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ReferenceCompleter))]
    public object Reference { get; set; } = null!;

    /// <summary>The folder to write to. Without it the images are given to the pipeline.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>A folder for the results' masks, as PNG files of the results' size.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaskDestination { get; set; }

    /// <summary>A folder above the sources; their folders below it are made again under -Destination and -MaskDestination.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BasePath { get; set; }

    /// <summary>The results' file format.</summary>
    /// <value>Default: each source's own</value>
    [Parameter]
    public ImageFileFormat? Format { get; set; }

    /// <summary>JPEG quality, 0 to 100.</summary>
    /// <value>Default: 95</value>
    [Parameter]
    [ValidateRange(0, 100)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Quality { get; set; } = 95;

    /// <summary>The results' longer side in pixels at most. Nothing is enlarged.</summary>
    /// <value>Default: the photograph's own size</value>
    [Parameter]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Size { get; set; }

    /// <summary>Cuts each result to the square about the eye's circle; what lies beyond the frame is black.</summary>
    [Parameter]
    public SwitchParameter Crop { get; set; }

    /// <summary>How the eye is found, in the photographs and in the reference.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ValidateSet("Auto", "Canny", "FullFrame")]
    public EyeMaskMethod MaskMethod { get; set; } = EyeMaskMethod.Auto;

    /// <summary>Halves and blurs the photographs and the reference first, as the original did in Python.</summary>
    [Parameter]
    public SwitchParameter PyramidDown { get; set; }

    /// <summary>Leaves level 255 out of the histograms, as the original's code did.</summary>
    [Parameter]
    public SwitchParameter ExcludeSaturated { get; set; }

    /// <summary>CLAHE's clip limit: how many times the mean count a histogram bin may hold; 0 clips nothing.</summary>
    /// <value>Default: 4</value>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double ClipLimit { get; set; } = 4;

    /// <summary>CLAHE's tiles across and down; one number serves for both.</summary>
    /// <value>Default: 16, 16</value>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(1, 1024)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int[] TileGrid { get; set; } = [16, 16];

    /// <summary>
    /// The devices that compute: Auto, names that Get-RetinaDevice lists, or Cuda for every GPU. Several share the photographs: whichever is
    /// free takes the next. Images are processed on the device that holds them.
    /// </summary>
    /// <value>Default: Auto, which is the first GPU, else the processor</value>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Device { get; set; } = ["Auto"];

    /// <summary>How many photographs each device works on at once.</summary>
    /// <value>Default: the number of processors; for a GPU 16 more than its share of three for each processor, as its memory allows</value>
    [Parameter]
    [ValidateRange(1, 1024)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int? ThrottleLimit { get; set; }

    /// <summary>Replaces results that exist, but never an input: from the first such result on, work waits until all inputs are known.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Skips photographs whose results exist, whatever made them: each is a record with the status Skipped. With -MaskDestination both files must
    /// exist; a photograph of which only one does is an error.
    /// </summary>
    /// <remarks>-Resume also knows whether a result is whole, unchanged and made with the same parameters.</remarks>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>A file to record the run in, one JSON object a line. A file that exists is appended to, if it is a manifest.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Manifest { get; set; }

    /// <summary>
    /// Skips what -Manifest records as written with these parameters, if the photograph and its results are still the same, and replaces
    /// results that it records and that are not. For files alone: nobody can tell whether an image's pixels are the same.
    /// </summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Frees each input image's pixels as soon as it has been used.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public SwitchParameter DisposeInput { get; set; }
}
