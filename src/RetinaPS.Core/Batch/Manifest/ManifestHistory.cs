using RetinaPS.Files;

namespace RetinaPS.Batch.Manifest;

/// <summary>What the runs that a manifest records have done, for the run that goes on from there.</summary>
internal sealed class ManifestHistory
{
    /// <summary>The coarsest clock that file systems keep: a file may have changed once more within this time and bear the same one.</summary>
    private static readonly TimeSpan ClockTick = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, PreprocessResult> written = new(RunFiles.PathComparer);
    private readonly HashSet<string> finished = new(RunFiles.PathComparer);
    private readonly HashSet<(string File, string Hash)> begun = [];
    private readonly HashSet<string> folders = new(RunFiles.PathComparer);
    private readonly HashSet<string> runs = [];

    /// <summary>Reads a manifest; one that does not exist yet has no history.</summary>
    /// <exception cref="RetinaException">DecodeFailed where it cannot be read, or InvalidManifest.</exception>
    public ManifestHistory(string path)
    {
        if (!File.Exists(path))
            return;
        foreach (object entry in ManifestReader.ReadEntries(path, damaged: () => { }))
        {
            switch (entry)
            {
                case ManifestRun run:
                    runs.Add(run.Id);
                    break;
                case ManifestIntent intent:
                    AddBegun(intent.Destination, intent.DestinationHash);
                    AddBegun(intent.MaskDestination, intent.MaskHash);
                    break;
                case PreprocessResult { Status: PreprocessStatus.Done or PreprocessStatus.Doubtful } result:
                    // A failure writes nothing, so what was written before it stands.
                    written[result.Destination] = result;
                    finished.Add(result.Destination);
                    if (result.MaskDestination is not null)
                        finished.Add(result.MaskDestination);
                    break;
            }
        }
    }

    /// <summary>Whether a file is an earlier run's: one that it finished, or one with the very content that it was about to write there when it was killed.</summary>
    public bool Owns(string file)
    {
        if (finished.Contains(file))
            return true;
        return folders.Contains(Path.GetDirectoryName(file)!) && HashOf(file) is { } hash && begun.Contains((file, hash));
    }

    /// <summary>
    /// The record of a photograph that need not be done again: made with the same parameters, from the same source, and its files are as
    /// they were written. Sizes and times tell; where a time differs, the content does.
    /// </summary>
    public PreprocessResult? FindFinished(PreprocessItem item, string parametersHash)
    {
        if (item.Source is null || item.Pixels is not null || item.Destination is null || !written.TryGetValue(item.Destination, out var result))
            return null;
        bool same = result.ParametersHash == parametersHash
            && RunFiles.PathComparer.Equals(result.Source, item.Source)
            && result.MaskDestination == item.MaskDestination
            && IsUnchanged(item.Source, result.SourceFile, settledBy: result.Finished - ClockTick)
            && IsUnchanged(item.Destination, result.DestinationFile)
            && (item.MaskDestination is null || IsUnchanged(item.MaskDestination, result.MaskFile));
        return same ? result : null;
    }

    /// <summary>Removes the temporary files of runs that were killed. No other run of this manifest may be under way.</summary>
    public void RemoveLeftovers()
    {
        foreach (string folder in folders)
            AtomicFile.RemoveLeftovers(folder, runs);
    }

    private static bool IsUnchanged(string path, FileFingerprint? recorded, DateTime? settledBy = null)
    {
        if (recorded is null || FileStamp.Of(path) is not { } file || file.Bytes != recorded.Bytes)
            return false;
        if (file.Modified == recorded.Modified && (settledBy is null || recorded.Modified < settledBy))
            return true;
        return HashOf(path) == recorded.Hash;
    }

    /// <summary>The hash of a file; null where it cannot be read: then it is done again, and the error there says what is wrong.</summary>
    private static string? HashOf(string path)
    {
        try
        {
            return File.Exists(path) ? ContentHash.OfFile(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void AddBegun(string? file, string? hash)
    {
        if (file is null || hash is null)
            return;
        begun.Add((file, hash));
        folders.Add(Path.GetDirectoryName(file)!);
    }
}
