using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;

namespace RetinaPS.Reports;

/// <summary>What a report says of a batch.</summary>
internal sealed class BatchReport
{
    private BatchReport(string title, string? manifest, IReadOnlyList<ReportedRun> runs, IReadOnlyList<PreprocessResult> photographs, IReadOnlyList<string> notes) =>
        (Title, Manifest, Runs, Photographs, Notes) = (title, manifest, runs, photographs, notes);

    public string Title { get; }

    /// <summary>The manifest's path, or null for records from the pipeline.</summary>
    public string? Manifest { get; }

    public IReadOnlyList<ReportedRun> Runs { get; }

    public IReadOnlyList<PreprocessResult> Photographs { get; }

    /// <summary>Sentences on what the records do not say.</summary>
    public IReadOnlyList<string> Notes { get; }

    public static BatchReport From(PreprocessManifest manifest, string? title)
    {
        var runs = ReportedRun.Of(manifest);
        var notes = new List<string>();
        if (manifest.Photographs.Count == 0)
            notes.Add("The manifest records no photograph.");
        if (runs.Count > 0 && !runs[^1].HasEnd)
            notes.Add("The last run has no end: it was killed, or it still goes on. It can be resumed.");
        else if (runs.Count > 0 && runs[^1].Interrupted)
            notes.Add("The last run was stopped before all its photographs were worked on. It can be resumed.");
        if (manifest.DamagedLines > 0)
            notes.Add($"{Count(manifest.DamagedLines, "line")} of the manifest {(manifest.DamagedLines == 1 ? "is" : "are")} damaged and left out; a run that is killed may leave one.");
        return new BatchReport(title ?? Path.GetFileNameWithoutExtension(manifest.Path), manifest.Path, runs, manifest.Photographs, notes);
    }

    public static BatchReport From(IReadOnlyList<PreprocessResult> records, string? title)
    {
        string[] notes = records.Any(record => record.Status == PreprocessStatus.Failed)
            ? []
            : ["These records came through the pipeline, which carries only photographs that were written: failures are not among them. A manifest "
                + "records them, and 2>&1 in the pipeline passes them on."];
        return new BatchReport(title ?? "Pre-processed photographs", null, [], records, notes);
    }

    /// <summary>The same with one more sentence.</summary>
    public BatchReport WithNote(string? note) => note is null ? this : new(Title, Manifest, Runs, Photographs, [.. Notes, note]);

    /// <summary>A number with its noun.</summary>
    public static string Count(int number, string noun) => FormattableString.Invariant($"{number:N0} {noun}{(number == 1 ? string.Empty : "s")}");
}
