using RetinaPS.Batch;

namespace RetinaPS.Reports;

/// <summary>Which thumbnails a report gets, and of what size.</summary>
internal sealed class ThumbnailPlan
{
    /// <summary>How many photographs' thumbnails stand together in one element of the page.</summary>
    public const int BlockSize = 50;

    private ThumbnailPlan(int size, IReadOnlyList<ThumbnailTask> tasks, string? note) => (Size, Tasks, Note) = (size, tasks, note);

    /// <summary>The longer side of each, in pixels.</summary>
    public int Size { get; }

    /// <summary>What is made for each photograph.</summary>
    public IReadOnlyList<ThumbnailTask> Tasks { get; }

    /// <summary>What is left out, and why; or null.</summary>
    public string? Note { get; }

    /// <summary>The size that keeps a report of so many photographs at a few tens of megabytes.</summary>
    public static int SizeFor(int photographs) => photographs <= 500 ? 256 : photographs <= 3000 ? 128 : 80;

    /// <summary>Plans thumbnails for the files that are still there, for failures and doubtful ones first where there are more than wanted.</summary>
    /// <param name="photographs">The records.</param>
    /// <param name="size">The longer side of each in pixels.</param>
    /// <param name="most">For how many photographs.</param>
    public static ThumbnailPlan For(IReadOnlyList<PreprocessResult> photographs, int size, int most)
    {
        var chosen = Enumerable.Range(0, photographs.Count)
            .OrderBy(i => photographs[i].Status switch { PreprocessStatus.Failed => 0, PreprocessStatus.Doubtful => 1, _ => 2 })
            .Take(most).ToHashSet();
        int gone = 0;
        int changed = 0;
        string? Usable(string file, FileFingerprint? recorded, bool expected)
        {
            var found = file.Length == 0 ? null : new FileInfo(file);
            if (found is not { Exists: true })
            {
                gone += expected ? 1 : 0;
                return null;
            }

            if (recorded is null || recorded.Bytes == found.Length)
                return file;
            changed++;
            return null;
        }

        var tasks = photographs.Select((photograph, i) =>
        {
            bool written = photograph.Status != PreprocessStatus.Failed;
            string name = Path.GetFileName(photograph.Source);
            return !chosen.Contains(i) ? new ThumbnailTask(name, null, null) : new ThumbnailTask(
                name,
                Usable(photograph.Source, photograph.SourceFile, expected: Path.IsPathFullyQualified(photograph.Source)),
                written ? Usable(photograph.Destination, photograph.DestinationFile, expected: true) : null);
        }).ToList();

        string?[] sentences =
        [
            photographs.Count > most ? FormattableString.Invariant($"Thumbnails were made for {most:N0} of {photographs.Count:N0} photographs, failed and doubtful ones first.") : null,
            gone > 0 ? $"{BatchReport.Count(gone, "file")} that the records name {(gone == 1 ? "is" : "are")} no longer there, so thumbnails are missing." : null,
            changed > 0 ? $"{BatchReport.Count(changed, "file")} {(changed == 1 ? "has" : "have")} changed since the run and {(changed == 1 ? "is" : "are")} not shown." : null,
        ];
        string note = string.Join(' ', sentences.Where(sentence => sentence is not null));
        return new ThumbnailPlan(size, tasks, note.Length == 0 ? null : note);
    }
}
