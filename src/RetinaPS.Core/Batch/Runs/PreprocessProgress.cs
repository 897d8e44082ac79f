namespace RetinaPS.Batch.Runs;

/// <summary>How far a run has come.</summary>
/// <param name="Done">Photographs that are finished.</param>
/// <param name="Known">Photographs known so far: all, once the last file was taken up.</param>
/// <param name="Pixels">Pixels of the finished photographs, as they were enhanced.</param>
/// <param name="Name">The name of the photograph that was finished last.</param>
public readonly record struct PreprocessProgress(int Done, int Known, long Pixels, string Name);
