using System.Collections.ObjectModel;

namespace RetinaPS.Batch.Manifest;

/// <summary>A manifest that was read: the runs that were recorded in it, and the last word on each photograph.</summary>
internal sealed class PreprocessManifest
{
    public PreprocessManifest(string path, IReadOnlyList<ManifestRun> runs, IReadOnlyList<PreprocessResult> photographs, int damagedLines) =>
        (Path, Runs, Photographs, DamagedLines) = (path, [.. runs], [.. photographs], damagedLines);

    public string Path { get; }

    /// <summary>The runs in the order of their beginnings.</summary>
    public ReadOnlyCollection<ManifestRun> Runs { get; }

    /// <summary>The last record of each source and destination, in the order in which they were first recorded.</summary>
    public ReadOnlyCollection<PreprocessResult> Photographs { get; }

    /// <summary>Lines that are not whole: a run that is killed may leave one.</summary>
    public int DamagedLines { get; }
}
