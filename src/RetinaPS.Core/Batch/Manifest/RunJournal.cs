using System.Diagnostics;

namespace RetinaPS.Batch.Manifest;

/// <summary>
/// A run's part in its manifest: what earlier runs have done, if it is to go on from there, and what this one does. For each photograph it
/// first records that its files are begun and, when they bear their names, that they are done: such a line always means whole files, and a
/// file without one is known as the run's own.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly ManifestWriter writer;
    private readonly ManifestHistory? history;
    private readonly ManifestRun run;
    private readonly int[] counts = new int[Enum.GetValues<PreprocessStatus>().Length];
    private bool ended;

    /// <summary>Opens the manifest and records that the run begins.</summary>
    /// <param name="path">The manifest's full path.</param>
    /// <param name="run">The run.</param>
    /// <param name="resume">Whether it goes on from what the manifest records; then what killed runs have left under temporary names is removed.</param>
    /// <exception cref="RetinaException">ManifestInUse, InvalidManifest or WriteFailed.</exception>
    public RunJournal(string path, ManifestRun run, bool resume)
    {
        this.run = run;
        writer = new ManifestWriter(path);
        try
        {
            if (resume)
            {
                history = new ManifestHistory(path);
                history.RemoveLeftovers();
            }

            writer.Append(run);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public string RunId => run.Id;

    public string ParametersHash => run.ParametersHash;

    /// <summary>Whether the run goes on from one that wrote this file, and so may replace it.</summary>
    public bool Owns(string file) => history?.Owns(file) ?? false;

    /// <summary>The record of a photograph that an earlier run has finished and that need not be done again, or null.</summary>
    public PreprocessResult? FindFinished(PreprocessItem item)
    {
        if (history?.FindFinished(item, ParametersHash) is not { } finished)
            return null;
        CountSkipped();
        return finished with
        {
            Status = PreprocessStatus.Skipped,
            DecodeTime = TimeSpan.Zero,
            ProcessTime = TimeSpan.Zero,
            EncodeTime = TimeSpan.Zero,
        };
    }

    /// <summary>Counts a photograph that was left as it is; the manifest keeps no record of it.</summary>
    public void CountSkipped() => Interlocked.Increment(ref counts[(int)PreprocessStatus.Skipped]);

    /// <summary>Records that a photograph's files are about to be written.</summary>
    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Begin(ManifestIntent intent) => writer.Append(intent);

    /// <summary>Records what became of a photograph.</summary>
    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Add(PreprocessResult result)
    {
        writer.Append(result);
        Interlocked.Increment(ref counts[(int)result.Status]);
    }

    /// <summary>Records a photograph that failed; where that fails too, the photograph's own error is the one to be told.</summary>
    public void AddFailure(PreprocessResult result)
    {
        try
        {
            Add(result);
        }
        catch (Exception e) when (e is RetinaException or ObjectDisposedException)
        {
            Interlocked.Increment(ref counts[(int)result.Status]);
        }
    }

    /// <summary>Records that the run ends; once, however often it is called.</summary>
    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void End(bool interrupted)
    {
        if (ended)
            return;
        ended = true;
        writer.Append(new ManifestEnd(
            DateTime.UtcNow,
            counts[(int)PreprocessStatus.Done],
            counts[(int)PreprocessStatus.Doubtful],
            counts[(int)PreprocessStatus.Failed],
            counts[(int)PreprocessStatus.Skipped],
            Stopwatch.GetElapsedTime(start),
            interrupted));
    }

    /// <summary>Closes the manifest; a run that has not ended was interrupted.</summary>
    public void Dispose()
    {
        try
        {
            End(interrupted: true);
        }
        catch (RetinaException)
        {
            // The run is over, and a manifest without its end says that it was cut off.
        }

        writer.Dispose();
    }
}
