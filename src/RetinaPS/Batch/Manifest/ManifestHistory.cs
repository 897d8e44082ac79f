using RetinaPS.Imaging.Files;

namespace RetinaPS.Batch.Manifest;

/// <summary>What the runs that a manifest records have done, for the run that goes on from there.</summary>
internal sealed class ManifestHistory
{
    /// <summary>The coarsest clock that file systems keep: a file may have changed once more within this time and bear the same one.</summary>
    private static readonly TimeSpan ClockTick = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, PreprocessResult> written = new(RunFiles.PathComparer);
    private readonly HashSet<string> begun = new(RunFiles.PathComparer);
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
                    AddBegun(intent.Destination);
                    if (intent.MaskDestination is not null)
                        AddBegun(intent.MaskDestination);
                    break;
                case PreprocessResult { Status: PreprocessStatus.Done or PreprocessStatus.Doubtful } result:
                    // A failure writes nothing, so what was written before it stands.
                    written[result.Destination] = result;
                    break;
            }
        }
    }

    /// <summary>Whether an earlier run began to write this file, when nothing was there or it was to be replaced: so it is not somebody else's.</summary>
    public bool Owns(string file) => begun.Contains(file);

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
        var file = new FileInfo(path);
        if (recorded is null || !file.Exists || file.Length != recorded.Bytes)
            return false;
        if (file.LastWriteTimeUtc == recorded.Modified && (settledBy is null || recorded.Modified < settledBy))
            return true;
        try
        {
            return ContentHash.OfFile(path) == recorded.Hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is done again, and the error there says what is wrong.
            return false;
        }
    }

    private void AddBegun(string file)
    {
        begun.Add(file);
        folders.Add(Path.GetDirectoryName(file)!);
    }
}
