namespace RetinaPS.Batch.Manifest;

/// <summary>How a run of Invoke-RetinaPreprocess ended.</summary>
/// <param name="Finished">When, UTC.</param>
/// <param name="Done">Photographs that were written and whose eye was found.</param>
/// <param name="Doubtful">Photographs that were written and whose eye mask is doubtful.</param>
/// <param name="Failed">Photographs that were not written.</param>
/// <param name="Skipped">Photographs that -Resume or -SkipExisting left as they were.</param>
/// <param name="Elapsed">How long the run took.</param>
/// <param name="Interrupted">Whether it was stopped before all its photographs were worked on.</param>
public sealed record ManifestEnd(DateTime Finished, int Done, int Doubtful, int Failed, int Skipped, TimeSpan Elapsed, bool Interrupted);
