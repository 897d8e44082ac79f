using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>Pre-processes photographs in bulk: eye mask, colours of a reference, CLAHE on V of HSV, mask.</summary>
/// <remarks>
/// <para>Works on several photographs at once and gives results in the order of the inputs, as they are finished. With -Destination it
/// writes one file a photograph and gives one record each: source, destination, size, mask, confidence, status and times. Without, it
/// gives the images themselves.</para>
/// <para>A photograph that cannot be used is one error record and the run goes on. Nothing is ever deleted; existing files are left
/// alone without -Force; two inputs that map to one output are an error for the second, and the first is not overwritten. A file appears
/// whole or not at all, also when the run is stopped.</para>
/// <para>-MaskMethod Canny, -PyramidDown and -ExcludeSaturated together are the original's Python code.</para>
/// </remarks>
/// <example>
///   <summary>A folder, in one line</summary>
///   <code>Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination out</code>
///   <para>Writes out/NAME.jpeg for every photograph.</para>
/// </example>
/// <example>
///   <summary>Squares of 1024 pixels for training, with a folder tree kept</summary>
///   <code>Get-ChildItem train -Recurse -Filter *.jpeg | Invoke-RetinaPreprocess -Reference ref.json -Destination out -BasePath train -Crop -Size 1024 -MaskDestination masks | Export-Csv run.csv</code>
///   <para>Each eye fills its square; masks of the same size go to another folder; the records become a table.</para>
/// </example>
/// <seealso cref="NewColorReferenceCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "RetinaPreprocess", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(PreprocessResult), typeof(RetinaImage))]
public sealed class InvokeRetinaPreprocessCommand : RetinaCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly RunFiles files = new();
    private RetinaDevice? wantedDevice;
    private readonly List<PreprocessItem> held = [];
    private OrderedBatch<PreprocessItem, PreprocessOutput>? batch;
    private BatchProgress progress = null!;
    private DestinationMap? destinations;
    private DestinationMap? maskDestinations;
    private int known;
    private int done;
    private bool allKnown;

    /// <summary>Photographs to read. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Photographs to read, by their exact names: brackets and stars stand for themselves. Files from Get-ChildItem bind here.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Images from Import-RetinaImage; a mask that an image carries is used. They are borrowed and stay valid.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public RetinaImage[] InputObject { get; set; } = [];

    /// <summary>The colours to match: a photograph's file, an image, a colour reference, or a reference's JSON file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
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
    public int Quality { get; set; } = 95;

    /// <summary>The results' longer side in pixels at most. Nothing is enlarged.</summary>
    /// <value>Default: the photograph's own size</value>
    [Parameter]
    [ValidateRange(1, 65535)]
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
    public double ClipLimit { get; set; } = 4;

    /// <summary>CLAHE's tiles across and down; one number serves for both.</summary>
    /// <value>Default: 16, 16</value>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(1, 1024)]
    public int[] TileGrid { get; set; } = [16, 16];

    /// <summary>The device that computes: Auto, or a name that Get-RetinaDevice lists. Images are processed on the device that holds them.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = "Auto";

    /// <summary>How many photographs are worked on at once.</summary>
    /// <value>Default: the number of processors</value>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>Refuses files with more pixels than this many millions.</summary>
    /// <value>Default: 250</value>
    [Parameter]
    [ValidateRange(0.000001, 1000)]
    public double MaximumMegapixels { get; set; } = ImageFileInspector.DefaultMaximumMegapixels;

    /// <summary>Replaces results that exist, but never an input: from the first such result on, work waits until all inputs are known.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Frees each input image's pixels as soon as it has been used.</summary>
    [Parameter(ParameterSetName = "InputObject")]
    public SwitchParameter DisposeInput { get; set; }

    private long MaximumPixels => (long)(MaximumMegapixels * 1e6);

    private EyeMaskOptions Eye => new(MaskMethod, WorkingSize: MaskMethod == EyeMaskMethod.Canny ? 0 : EyeMaskOptions.DefaultWorkingSize);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var device = Require(() => RetinaDevices.Find(Device));
        wantedDevice = Device.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? null : device;
        string? basePath = BasePath is null ? null : Require(() => ResolveTarget(BasePath));
        if (MaskDestination is not null && Destination is null)
            Require<int>(() => throw RetinaErrors.InvalidArgument("-MaskDestination needs -Destination; without one, the images carry their masks."));
        destinations = Destination is null ? null : new DestinationMap(Require(() => ResolveTarget(Destination)), basePath, Format);
        maskDestinations = MaskDestination is null
            ? null
            : new DestinationMap(Require(() => ResolveTarget(MaskDestination)), basePath, ImageFileFormat.Png);
        var job = new PreprocessBatch(device, Require(() => MakePlan(device)), MaximumPixels, Quality, Force);
        var works = Enumerable.Repeat<Func<PreprocessItem, CancellationToken, PreprocessOutput>>(job.Process, ThrottleLimit);
        batch = new OrderedBatch<PreprocessItem, PreprocessOutput>([.. works], PreprocessBatch.Discard, PreprocessBatch.Abandon, Cancellation);
        progress = new BatchProgress(WriteProgress, "Pre-processing retinal photographs", TimeProvider.System);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "InputObject")
        {
            foreach (var image in InputObject)
                Attempt(() => Add(image));
        }
        else
        {
            foreach (string file in ResolveFiles(LiteralPath.Length > 0 ? LiteralPath : Path, literal: LiteralPath.Length > 0))
                Attempt(() => Add(ItemFor(file, ImageFileLoader.NameOf(file))));
        }

        // Images that wait hold their pixels, so they are worked off as they come; files wait as names.
        int most = ParameterSetName == "InputObject" ? ThrottleLimit * 2 : int.MaxValue;
        while (TakeNext(batch!.Outstanding > most ? Patience : TimeSpan.Zero) || batch.Outstanding > most)
        {
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var item in held)
            Attempt(() => Start(item));
        allKnown = true;
        while (batch!.Outstanding > 0)
        {
            TakeNext(Patience);
            progress.Show(done, known, allKnown, null);
        }

        progress.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            batch?.Dispose();
        base.Dispose(disposing);
    }

    private PreprocessPlan MakePlan(RetinaDevice device) => new()
    {
        Reference = new ReferenceResolver(this, ResolveTarget, device)
        {
            Eye = Eye,
            ExcludeSaturated = ExcludeSaturated,
            MaximumPixels = MaximumPixels,
            PyramidDown = PyramidDown,
        }.Resolve(Reference),
        Eye = Eye,
        Clahe = new ClaheOptions(ClipLimit, TileGrid[0], TileGrid[^1]),
        PyramidDown = PyramidDown,
        ExcludeSaturated = ExcludeSaturated,
        Crop = Crop,
        Size = Size,
    };

    private void Add(RetinaImage image)
    {
        if (image.Format == PixelFormat.Gray32Float)
            throw RetinaErrors.UnsupportedPixels(image.Name, image.Format, "Invoke-RetinaPreprocess", "Use an 8-bit image.");
        if (wantedDevice is not null && !ReferenceEquals(wantedDevice, image.Device))
            throw RetinaErrors.OtherDevice(image.Name, image.Device.Id, wantedDevice.Id);
        var pixels = image.Buffer;
        if (ItemFor(image.Path, image.Name) is { } item)
            Add(item with { Pixels = pixels.AddReference(), Mask = image.Mask });
        if (DisposeInput)
            image.Dispose();
    }

    private void Add(PreprocessItem? item)
    {
        if (item is null)
            return;
        // A file that would be replaced may be an input that is yet to come: then nothing starts before all inputs are known.
        if (item.Pixels is null && (held.Count > 0 || (Force && item.Outputs.Any(File.Exists))))
            held.Add(item);
        else
            Start(item);
    }

    private void Start(PreprocessItem item)
    {
        files.RequireUnread(item.Source, item.Name, item.Outputs);
        known++;
        batch!.Add(item);
    }

    /// <summary>The item, or null if -WhatIf or the user's answer forbids it.</summary>
    private PreprocessItem? ItemFor(string? source, string name)
    {
        if (destinations is null)
            return new PreprocessItem { Source = source, Name = name };
        var item = new PreprocessItem
        {
            Source = source,
            Name = name,
            Destination = destinations.PathFor(source, name),
            Format = destinations.FormatFor(source),
            MaskDestination = maskDestinations?.PathFor(source, name),
        };
        files.Claim(source, name, item.Outputs);
        return ShouldProcess(item.Destination, "Write the pre-processed photograph") ? item : null;
    }

    private bool TakeNext(TimeSpan patience)
    {
        try
        {
            if (!batch!.TryTake(patience, out var output))
                return false;
            done++;
            Emit(output);
            progress.Show(done, known, allKnown, output.Item.Name);
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Emit(PreprocessOutput output)
    {
        if (output.Error is not null)
            Report(output.Error);
        if (output.Mask is not null)
            MaskingCommand.WarnIfDoubtful(this, output.Mask, output.Item.Source ?? output.Item.Name);
        if (output.Record is not null)
            WriteObject(output.Record);
        if (output.Image is not null)
            WriteObject(output.Image);
    }
}
