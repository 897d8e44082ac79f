using System.Globalization;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;

namespace RetinaPS.Reports;

/// <summary>A run as a report shows it: what its manifest says, and what can be told of a run whose end is missing.</summary>
internal sealed record ReportedRun(ManifestRun Run, DateTime? Finished, TimeSpan? Elapsed, int Done, int Doubtful, int Failed, int Skipped)
{
    public bool HasEnd => Run.End is not null;

    public bool Interrupted => Run.End?.Interrupted ?? true;

    /// <summary>The parameters by the names of Invoke-RetinaPreprocess, with values as one would type them.</summary>
    public IEnumerable<(string Name, string Value)> Parameters
    {
        get
        {
            var parameters = Run.Parameters;
            yield return ("Reference", parameters.Reference);
            yield return ("Reference's hash", parameters.ReferenceHash);
            yield return ("MaskMethod", parameters.MaskMethod.ToString());
            yield return ("ClipLimit", parameters.ClipLimit.ToString(CultureInfo.InvariantCulture));
            yield return ("TileGrid", string.Join(", ", parameters.TileGrid));
            yield return ("PyramidDown", YesOrNo(parameters.PyramidDown));
            yield return ("ExcludeSaturated", YesOrNo(parameters.ExcludeSaturated));
            yield return ("Crop", YesOrNo(parameters.Crop));
            yield return ("Size", parameters.Size == 0 ? "each photograph's own" : parameters.Size.ToString(CultureInfo.InvariantCulture));
            yield return ("Format", parameters.Format?.ToString() ?? "each photograph's own");
            yield return ("Quality", parameters.Quality.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static IReadOnlyList<ReportedRun> Of(PreprocessManifest manifest) =>
        [.. manifest.Runs.Select((run, i) => run.End is { } end
            ? new ReportedRun(run, end.Finished, end.Elapsed, end.Done, end.Doubtful, end.Failed, end.Skipped)
            : WithoutEnd(run, manifest.Photographs, next: i + 1 < manifest.Runs.Count ? manifest.Runs[i + 1].Started : DateTime.MaxValue))];

    /// <summary>A run that was killed is told from the photographs that were finished in its time.</summary>
    private static ReportedRun WithoutEnd(ManifestRun run, IReadOnlyList<PreprocessResult> photographs, DateTime next)
    {
        var own = photographs.Where(photograph => photograph.Finished >= run.Started && photograph.Finished < next).ToList();
        int CountOf(PreprocessStatus status) => own.Count(photograph => photograph.Status == status);
        DateTime? last = own.Count == 0 ? null : own.Max(photograph => photograph.Finished);
        return new ReportedRun(
            run, last, last - run.Started, CountOf(PreprocessStatus.Done), CountOf(PreprocessStatus.Doubtful), CountOf(PreprocessStatus.Failed), Skipped: 0);
    }

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
