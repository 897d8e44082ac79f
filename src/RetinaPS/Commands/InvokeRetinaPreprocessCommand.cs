using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Batch.Runs;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Pre-processes photographs in bulk: eye mask, colours of a reference, CLAHE on V of HSV, mask.</summary>
/// <remarks>
/// <para>Works on several photographs at once and gives results in the order of the inputs, as they are finished. With -Destination it
/// writes one file a photograph and gives one record each: source, destination, size, mask, confidence, status and times. Without, it
/// gives the images themselves.</para>
/// <para>A photograph that cannot be used is one error record and the run goes on. Nothing is ever deleted; existing files are left
/// alone without -Force, and their photographs are errors, or with -SkipExisting records; two inputs that map to one output are an error for the second, and the first is not overwritten. A file appears
/// whole or not at all, also when the run is stopped.</para>
/// <para>With -Manifest a run is recorded in a file as it goes on, and with -Resume a later one skips what is done. See
/// about_RetinaPS_Manifest.</para>
/// <para>-MaskMethod Canny, -PyramidDown and -ExcludeSaturated together are the original's Python code.</para>
/// </remarks>
/// <example>
///   <summary>A folder, in one line</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out</code>
///   <para>Writes out/NAME.jpeg for every photograph. The folder is listed once, so that work begins at once, however large it is.</para>
/// </example>
/// <example>
///   <summary>Files from Get-ChildItem, and only what is new</summary>
///   <code>Get-ChildItem -Filter *.jpeg |
///     Invoke-RetinaPreprocess -Reference ref.jpeg -Destination out `
///         -SkipExisting</code>
///   <para>Photographs whose results exist are records with the status Skipped. Get-ChildItem *.jpeg without -Filter does the same; among tens of
///   thousands of files it takes seconds to give the first, because PowerShell looks at each name by itself.</para>
/// </example>
/// <example>
///   <summary>Squares for training, with a folder tree kept</summary>
///   <code>Get-ChildItem train -Recurse -Filter *.jpeg |
///     Invoke-RetinaPreprocess -Reference ref.json -Destination out `
///         -BasePath train -Crop -Size 1024 -MaskDestination masks |
///     Export-Csv run.csv</code>
///   <para>Each eye fills its square; masks of the same size go to another folder; the records become a table.</para>
/// </example>
/// <example>
///   <summary>Images instead of files</summary>
///   <code>$images = Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg
/// $images | Resize-RetinaImage -Size 120 |
///     Export-RetinaContactSheet -Destination results.png</code>
///   <para>Without -Destination the images go down the pipeline, each with its mask.</para>
/// </example>
/// <example>
///   <summary>Keep a record of what went wrong</summary>
///   <code>$results = Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg `
///     -Destination out -ErrorVariable failed -ErrorAction SilentlyContinue
/// $results | Where-Object Status -eq Doubtful |
///     Select-Object Source, Reason
/// $failed | Select-Object TargetObject, FullyQualifiedErrorId</code>
///   <para>Doubtful masks are worth a look; a photograph that failed is named by its error.</para>
/// </example>
/// <example>
///   <summary>A long run that can be killed</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -Manifest run.jsonl -Resume</code>
///   <para>Typed again after a break, the line goes on: photographs that are done and unchanged are skipped.</para>
/// </example>
/// <example>
///   <summary>Compute what the original computed</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -MaskMethod Canny -PyramidDown -ExcludeSaturated</code>
///   <para>For comparison with earlier results.</para>
/// </example>
/// <example>
///   <summary>Gentler contrast, smaller files</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -ClipLimit 2 -TileGrid 8 -Size 1024 -Format Jpeg -Quality 90</code>
///   <para>What is larger than 1024 pixels is shrunk; nothing is enlarged.</para>
/// </example>
/// <seealso cref="NewColorReferenceCommand"/>
/// <seealso cref="GetPreprocessManifestCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "RetinaPreprocess", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(PreprocessResult), typeof(RetinaImage))]
public sealed partial class InvokeRetinaPreprocessCommand : ImageFileCommand
{
    // Images hold pixels; a record and its mask are kilobytes, and with room for many of them no slow photograph or consumer holds the workers up.
    private const int ImagesPerWorker = 2;
    private const int RecordsPerWorker = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private IReadOnlyList<RetinaDevice>? wantedDevices;
    private int mostImages;
    private WatchedRun? watch;
    private PreprocessRun? run;
    private BatchProgress progress = null!;
    private bool allKnown;

    private EyeMaskOptions Eye => new(MaskMethod);

    private ExistingResults Existing => Force ? ExistingResults.Replace : SkipExisting ? ExistingResults.Skip : ExistingResults.Refuse;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireCombination(MaskDestination is null || Destination is not null, "-MaskDestination needs -Destination; without one, the images carry their masks.");
        RequireCombination(Manifest is null || Destination is not null, "-Manifest needs -Destination: it records files that are written.");
        RequireCombination(!SkipExisting || Destination is not null, "-SkipExisting needs -Destination: without one, no result can exist.");
        RequireCombination(!SkipExisting || !Force, "-SkipExisting leaves results that exist and -Force replaces them: choose one.");
        RequireCombination(!Resume || Manifest is not null, "-Resume needs -Manifest, the file that records what is done.");
        var results = Require(() => MapTo(Destination, Format));
        var masks = Require(() => MapTo(MaskDestination, ImageFileFormat.Png));
        var devices = Require(() => RetinaDevices.FindAll(Device));
        wantedDevices = Device is [var only] && only.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? null : devices;
        foreach (var device in devices)
            device.Engine.Prepare();
        var plan = Require(() => MakePlan(devices[0]));
        string? manifest = RecordedManifest();
        watch = new WatchedRun();
        run = watch.Open(() => OpenRun(devices, plan, results, masks, manifest));
        progress = new BatchProgress(WriteProgress, "Pre-processing", TimeProvider.System);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ImageSet)
        {
            RequireCombination(!Resume, "-Resume takes files, not images: nobody can tell whether an image's pixels are those of an earlier run.");
            foreach (var image in InputObject)
                Attempt(() => Add(image));

            // Images that wait hold their pixels, so they are worked off as they come; files wait as names.
            TakeUntil(mostImages);
        }
        else
        {
            foreach (string file in InputFiles())
            {
                Attempt(() => Add(file));
                TakeUntil(int.MaxValue);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        run!.StartHeld();
        allKnown = true;
        while (run.Outstanding > 0)
        {
            TakeNext(Patience);
            progress.Show(run.Done, run.Known, allKnown, null);
        }

        Attempt(run.Complete);
        progress.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && watch is not null)
        {
            if (Stopping)
                InterruptedSession.Remember(Host, InvokeCommand);
            watch.Dispose();
        }

        base.Dispose(disposing);
    }

    private PreprocessRun OpenRun(
        IReadOnlyList<RetinaDevice> devices, PreprocessPlan plan, DestinationMap? results, DestinationMap? masks, string? manifest)
    {
        var journal = manifest is null ? null : OpenJournal(manifest, devices, plan);
        var gates = new BatchGates(Environment.ProcessorCount);
        int gpus = devices.Count(device => device.Kind == RetinaDeviceKind.Cuda);
        var works = devices.SelectMany(device => WorksFor(device, gpus, plan, gates, journal)).ToArray();
        mostImages = ImagesPerWorker * works.Length;
        var batch = new OrderedBatch<PreprocessItem, PreprocessOutput>(
            works,
            discard: output => (output as PreprocessOutput.Made)?.Image.Dispose(),
            abandon: item => item.Pixels?.Dispose(),
            Cancellation,
            results is null ? ImagesPerWorker : RecordsPerWorker);
        return new PreprocessRun(batch, results, masks, Existing, journal);
    }

    private DestinationMap? MapTo(string? folder, ImageFileFormat? format) => folder is null
        ? null
        : new DestinationMap(ResolveTarget(folder), BasePath is null ? null : ResolveTarget(BasePath), format);

    private IEnumerable<Func<PreprocessItem, CancellationToken, PreprocessOutput>> WorksFor(
        RetinaDevice device, int gpus, PreprocessPlan plan, BatchGates gates, RunJournal? journal)
    {
        PhotographWork work = Destination is null
            ? new PhotographToImage(device, plan, gates, ImageFileInspector.PixelsOf(MaximumMegapixels))
            : new PhotographToFile(device, plan, gates, ImageFileInspector.PixelsOf(MaximumMegapixels), Quality, Existing, journal);
        return Enumerable.Repeat(work.Process, ThrottleLimit ?? device.DefaultThrottleLimit(Environment.ProcessorCount, gpus));
    }

    /// <summary>The manifest's path; null if none is asked for, and where -WhatIf or the user's answer forbids it.</summary>
    private string? RecordedManifest()
    {
        if (Manifest is null)
            return null;
        string path = Require(() => ResolveTarget(Manifest));
        return ShouldProcess(path, "Record the run") ? path : null;
    }

    private RunJournal OpenJournal(string path, IReadOnlyList<RetinaDevice> devices, PreprocessPlan plan)
    {
        var record = ManifestRun.Begin(MyInvocation.Line.Trim(), devices, ManifestParameters.Of(plan, Format, Quality));
        return Require(() => new RunJournal(path, record, Resume));
    }

    private PreprocessPlan MakePlan(RetinaDevice device) => new()
    {
        Reference = new ReferenceResolver(this, ResolveTarget, device)
        {
            Eye = Eye,
            ExcludeSaturated = ExcludeSaturated,
            MaximumMegapixels = MaximumMegapixels,
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
        if (wantedDevices?.Contains(image.Device) == false)
            throw CommandErrors.OtherDevice(image.Name, image.Device.Id, string.Join(", ", wantedDevices));
        var pixels = image.Buffer;
        var item = run!.Claim(image.Path, image.Name);
        if (IsWanted(item))
            run.Add(item with { Pixels = pixels.Share(), Mask = image.Mask });
        if (DisposeInput)
            image.Dispose();
    }

    private void Add(string file)
    {
        var item = run!.Claim(file, System.IO.Path.GetFileNameWithoutExtension(file));
        if (IsWanted(item))
            run.Add(item);
    }

    /// <summary>Whether neither -WhatIf nor the user's answer forbids it.</summary>
    private bool IsWanted(PreprocessItem item) =>
        item.Destination is null || item.Refusal is not null || ShouldProcess(item.Destination, "Write the pre-processed photograph");

    /// <summary>Takes what is finished, so that workers have room to go on while inputs still come, and waits until no more than so many are outstanding.</summary>
    private void TakeUntil(int most)
    {
        while (TakeNext(run!.Outstanding > most ? Patience : TimeSpan.Zero) || run.Outstanding > most)
        {
        }
    }

    private bool TakeNext(TimeSpan patience)
    {
        try
        {
            if (!run!.TryTake(patience, out var output))
                return false;
            Emit(output);
            progress.Count(output.Pixels);
            progress.Show(run.Done, run.Known, allKnown, output.Item.Name);
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Emit(PreprocessOutput output)
    {
        switch (output)
        {
            case PreprocessOutput.Written(var item, var record, var eye):
                MaskingCommand.WarnIfDoubtful(this, eye, item.Source ?? item.Name);
                WriteObject(record);
                break;
            case PreprocessOutput.Made(var item, var image, var eye):
                MaskingCommand.WarnIfDoubtful(this, eye, item.Source ?? item.Name);
                WriteObject(image);
                break;
            case PreprocessOutput.Skipped(_, var record):
                WriteObject(record);
                break;
            case PreprocessOutput.Failed(_, var error, _):
                Report(error);
                break;
        }
    }
}
