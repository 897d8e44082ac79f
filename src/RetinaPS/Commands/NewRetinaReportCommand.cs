using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Batch.Runs;
using RetinaPS.Files;
using RetinaPS.Reports;

namespace RetinaPS.Commands;

/// <summary>Writes one HTML file about a batch: counts, distributions with outliers, and a table of all photographs with thumbnails.</summary>
/// <remarks>
/// <para>The file is complete in itself: it opens from disk in any current browser and loads nothing from anywhere. It shows how many
/// photographs were done, are doubtful or failed, at what rate; how eye radius, mask ratio, brightness, confidence and times are distributed,
/// with outliers marked; every photograph, failures first, to be searched, sorted and filtered, with pictures before and after and the
/// eye's outline; and with which parameters and versions it was made.</para>
/// <para>A manifest says most: it records failures, parameters and the command (about_RetinaPS_Manifest). Records from the pipeline are of photographs that were
/// written; put 2&gt;&amp;1 before the pipe to pass on the errors too.</para>
/// <para>Thumbnails are made of the files that the records name, where they still are and have not changed.</para>
/// </remarks>
/// <example>
///   <summary>A report of a run that keeps a manifest</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -Manifest run.jsonl | Out-Null
/// New-RetinaReport report.html -Manifest run.jsonl</code>
///   <para>Writes report.html and gives the file. Invoke-Item report.html opens it in the browser.</para>
/// </example>
/// <example>
///   <summary>A report of a pipeline, errors included</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out 2>&amp;1 |
///     New-RetinaReport report.html -Title 'Morning clinic'</code>
///   <para>Without a manifest the parameters and the command are not known.</para>
/// </example>
/// <example>
///   <summary>A report of the doubtful and failed alone</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -Manifest run.jsonl | Out-Null
/// Get-PreprocessManifest run.jsonl |
///     Where-Object Status -in Doubtful, Failed |
///     New-RetinaReport look.html -ThumbnailSize 400</code>
///   <para>Records from a manifest can be chosen from before they are reported.</para>
/// </example>
/// <seealso cref="InvokeRetinaPreprocessCommand"/>
/// <seealso cref="GetPreprocessManifestCommand"/>
[Cmdlet(VerbsCommon.New, "RetinaReport", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewRetinaReportCommand : RetinaCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly List<PreprocessResult> records = [];
    private string file = string.Empty;

    /// <summary>The file to write, .html or .htm.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Records of Invoke-RetinaPreprocess, and errors that it wrote.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<PreprocessResult>))]
    public object[] InputObject { get; set; } = [];

    /// <summary>A manifest that Invoke-RetinaPreprocess -Manifest wrote; one that is still written is reported as it stands.</summary>
    [Parameter(ParameterSetName = "Manifest", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Manifest { get; set; } = string.Empty;

    /// <summary>The report's title.</summary>
    /// <value>Default: the manifest's name, or "Pre-processed photographs"</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NoCompletion))]
    public string? Title { get; set; }

    /// <summary>The longer side of thumbnails in pixels.</summary>
    /// <value>Default: 256 for up to 500 photographs, 128 for up to 3,000, else 80</value>
    [Parameter]
    [ValidateRange(16, 512)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int? ThumbnailSize { get; set; }

    /// <summary>For how many photographs thumbnails are made at most, failed and doubtful ones first.</summary>
    /// <value>Default: 10,000</value>
    [Parameter]
    [ValidateRange(1, 100_000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int MaximumThumbnails { get; set; } = 10_000;

    /// <summary>Makes no thumbnails.</summary>
    [Parameter]
    public SwitchParameter NoThumbnail { get; set; }

    /// <summary>How many photographs are read at once for their thumbnails.</summary>
    /// <value>Default: the number of processors</value>
    [Parameter]
    [ValidateRange(1, 1024)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>Replaces the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What would keep the report from being written is said before a batch is run for it.
        file = Require(() => ResolveTarget(Destination));
        if (Path.GetExtension(file).ToUpperInvariant() is not (".HTML" or ".HTM"))
            Require<string>(() => throw RetinaErrors.InvalidArgument($"'{Destination}' is no name of a web page. Use .html or .htm.", Destination));
        if (!Force && File.Exists(file))
            Require<string>(() => throw RetinaErrors.DestinationExists(file, null));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object item in InputObject)
            Attempt(() => records.Add(RecordOf(item is PSObject wrapped ? wrapped.BaseObject : item)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var report = ParameterSetName == "Manifest"
            ? BatchReport.From(Require(() => ManifestReader.Read(ResolveTarget(Manifest))), Title)
            : BatchReport.From(records, Title);
        if (ParameterSetName == "Manifest" || report.Photographs.Count > 0)
            Attempt(() => Save(report));
    }

    private static PreprocessResult RecordOf(object item) => item switch
    {
        PreprocessResult record => record,
        ErrorRecord error => new PreprocessResult
        {
            Source = error.TargetObject?.ToString() ?? string.Empty,
            Destination = string.Empty,
            Status = PreprocessStatus.Failed,
            ErrorId = error.FullyQualifiedErrorId.Split(',')[0],
            ErrorMessage = error.ToString(),
        },
        _ => throw RetinaErrors.InvalidArgument(
            $"New-RetinaReport takes the records of Invoke-RetinaPreprocess -Destination, and a {item.GetType().Name} is none.", item),
    };

    private void Save(BatchReport report)
    {
        if (!ShouldProcess(file, "Write the report"))
            return;
        var thumbnails = NoThumbnail
            ? null
            : ThumbnailPlan.For(report.Photographs, ThumbnailSize ?? ThumbnailPlan.SizeFor(report.Photographs.Count), MaximumThumbnails);
        var page = new ReportPage(report.WithNote(thumbnails?.Note), thumbnails, ModuleVersion(), DateTimeOffset.UtcNow);
        try
        {
            AtomicFile.Write(file, stream => page.Write(stream, () => MakeThumbnails(thumbnails!)), Force, null);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        WriteFile(file);
    }

    /// <summary>Makes thumbnails on several threads and gives them in order, on this one.</summary>
    private IEnumerable<ThumbnailPair> MakeThumbnails(ThumbnailPlan plan)
    {
        using var batch = new OrderedBatch<ThumbnailTask, ThumbnailPair>(
            [.. Enumerable.Repeat((ThumbnailTask task, CancellationToken _) => task.Make(plan.Size), ThrottleLimit)],
            discard: _ => { }, abandon: _ => { }, Cancellation);
        var progress = new BatchProgress(WriteProgress, "Making thumbnails", TimeProvider.System);
        foreach (var task in plan.Tasks)
            batch.Add(task);
        for (int done = 0; done < plan.Tasks.Count;)
        {
            if (batch.TryTake(Patience, out var pair))
            {
                done++;
                yield return pair;
            }

            progress.Show(done, plan.Tasks.Count, final: true, plan.Tasks[Math.Max(0, done - 1)].Name);
        }

        progress.Complete();
    }

    private static string ModuleVersion() => typeof(NewRetinaReportCommand).Assembly.GetName().Version!.ToString(3);
}
