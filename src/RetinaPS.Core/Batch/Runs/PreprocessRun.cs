using RetinaPS.Batch.Manifest;
using RetinaPS.Files;

namespace RetinaPS.Batch.Runs;

/// <summary>
/// One run over many photographs: where each one's results go, that none replaces another or an input, and what is under way. It belongs to
/// one caller at a time, as a pipeline's thread; <see cref="Stop"/> alone may be called from any.
/// </summary>
/// <param name="batch">What does the work; the run ends it.</param>
/// <param name="results">Where results go, or null to hand images on.</param>
/// <param name="masks">Where their masks go, or null.</param>
/// <param name="existing">What becomes of results that exist.</param>
/// <param name="journal">The run's part in a manifest, or null; the run ends it.</param>
internal sealed class PreprocessRun(
    OrderedBatch<PreprocessItem, PreprocessOutput> batch,
    DestinationMap? results,
    DestinationMap? masks,
    ExistingResults existing,
    RunJournal? journal) : IDisposable
{
    private readonly RunFiles files = new();
    private readonly Queue<PreprocessItem> held = new();
    private readonly Lock ending = new();
    private bool ended;

    /// <summary>How many images may wait, since they hold their pixels; files wait as names.</summary>
    public required int MostImages { get; init; }

    /// <summary>How many photographs were started or wait to be.</summary>
    public int Known { get; private set; }

    /// <summary>How many results were taken.</summary>
    public int Done { get; private set; }

    /// <summary>How many photographs were started and not yet taken as results.</summary>
    public int Outstanding => batch.Outstanding;

    /// <summary>An item for one file.</summary>
    public PreprocessItem Claim(string file) => Claim(file, Path.GetFileNameWithoutExtension(file));

    /// <summary>An item for one photograph; its output files are its own from now on, or the item says why they cannot be.</summary>
    public PreprocessItem Claim(string? source, string name)
    {
        var item = new PreprocessItem { Source = source, Name = name };
        if (results is null)
            return item;
        try
        {
            item = item with
            {
                Destination = results.PathFor(source, name),
                Format = results.FormatFor(source),
                MaskDestination = masks?.PathFor(source, name),
            };
            files.Claim(source, name, item.Outputs);
            return item;
        }
        catch (RetinaException refusal)
        {
            return item with { Refusal = refusal };
        }
    }

    /// <summary>
    /// Starts an item, or holds it back: a file that would be replaced may be an input that is yet to come, and then nothing starts before
    /// all inputs are known.
    /// </summary>
    public void Add(PreprocessItem item)
    {
        if (item.Pixels is null && (held.Count > 0 || item.Outputs.Any(IsToBeReplaced)))
            held.Enqueue(item);
        else
            Start(item);
    }

    /// <summary>Starts the items that were held back, now that all inputs are known; those whose result would replace one of them are refused.</summary>
    public void StartHeld()
    {
        while (held.TryDequeue(out var item))
            Start(item with { Refusal = item.Refusal ?? files.FindRead(item.Source, item.Name, item.Outputs) });
    }

    /// <inheritdoc cref="OrderedBatch{TItem, TResult}.WaitForNextAsync"/>
    public Task WaitForNextAsync(CancellationToken cancellation) => batch.WaitForNextAsync(cancellation);

    /// <summary>Takes the next result if it is there within the time.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public bool TryTake(TimeSpan patience, out PreprocessOutput output)
    {
        if (!batch.TryTake(patience, out output))
            return false;
        Done++;
        return true;
    }

    /// <summary>Records that all photographs were worked on.</summary>
    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Complete()
    {
        lock (ending)
            journal?.End(interrupted: false);
    }

    /// <summary>Drops what is not begun, waits for the photographs under way to be finished or dropped, and closes the manifest.</summary>
    public void Stop()
    {
        lock (ending)
        {
            if (ended)
                return;
            batch.Stop();
            journal?.Dispose();
        }
    }

    public void Dispose()
    {
        lock (ending)
        {
            ended = true;
            batch.Dispose();
            journal?.Dispose();
        }
    }

    private bool IsToBeReplaced(string file) => (existing == ExistingResults.Replace || journal?.Owns(file) == true) && File.Exists(file);

    private void Start(PreprocessItem item)
    {
        Known++;
        batch.Add(item);
    }
}
