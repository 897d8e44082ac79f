using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Batch.Runs;
using RetinaPS.Devices;
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
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private IReadOnlyList<RetinaDevice>? wantedDevices;
    private WatchedRun? watch;
    private PreprocessRun? run;
    private BatchProgress progress = null!;
    private bool allKnown;

    private EyeMaskOptions Eye => new(MaskMethod);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireCombination(MaskDestination is null || Destination is not null, "-MaskDestination needs -Destination; without one, the images carry their masks.");
        RequireCombination(Manifest is null || Destination is not null, "-Manifest needs -Destination: it records files that are written.");
        RequireCombination(!SkipExisting || Destination is not null, "-SkipExisting needs -Destination: without one, no result can exist.");
        RequireCombination(!SkipExisting || !Force, "-SkipExisting leaves results that exist and -Force replaces them: choose one.");
        RequireCombination(!Resume || Manifest is not null, "-Resume needs -Manifest, the file that records what is done.");
        var target = Require(MakeTarget);
        var devices = Require(() => RetinaDevices.FindAll(Device));
        wantedDevices = Device is [var only] && only.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? null : devices;
        foreach (var device in devices)
            device.Engine.Prepare();
        var preprocessor = new Preprocessor(Require(() => MakeOptions(devices)));
        if (target?.Manifest is { } manifest && !ShouldProcess(manifest, "Record the run"))
            target = target with { Manifest = null, Resume = false };
        watch = new WatchedRun();
        run = watch.Open(() => Require(() => preprocessor.Open(target, Cancellation)));
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
            TakeUntil(run!.MostImages);
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

    private PreprocessTarget? MakeTarget() => Destination is null ? null : new PreprocessTarget(ResolveTarget(Destination))
    {
        MaskFolder = MaskDestination is null ? null : ResolveTarget(MaskDestination),
        BasePath = BasePath is null ? null : ResolveTarget(BasePath),
        Format = Format,
        Quality = Quality,
        Existing = Force ? ExistingResults.Replace : SkipExisting ? ExistingResults.Skip : ExistingResults.Refuse,
        Manifest = Manifest is null ? null : ResolveTarget(Manifest),
        Resume = Resume,
        Command = MyInvocation.Line.Trim(),
    };

    private PreprocessOptions MakeOptions(IReadOnlyList<RetinaDevice> devices) => new()
    {
        Reference = new ReferenceResolver(this, ResolveTarget, devices[0])
        {
            Eye = Eye,
            ExcludeSaturated = ExcludeSaturated,
            MaximumMegapixels = MaximumMegapixels,
            PyramidDown = PyramidDown,
        }.Resolve(Reference),
        Eye = Eye,
        Clahe = new ClaheOptions(ClipLimit, TileGrid[0], TileGrid[^1]),
        PyramidDown = PyramidDown,
        ExcludeSaturated = ExcludeSaturated.IsPresent,
        Crop = Crop,
        Size = Size,
        Devices = devices,
        ThrottleLimit = ThrottleLimit,
        MaximumMegapixels = MaximumMegapixels,
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
        var item = run!.Claim(file);
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
