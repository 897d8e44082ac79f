namespace RetinaPS.Batch;

/// <summary>How a photograph came through.</summary>
public enum PreprocessStatus
{
    /// <summary>Written, and its eye was found.</summary>
    Done,

    /// <summary>Written, but its eye mask is doubtful: look at it.</summary>
    Doubtful,

    /// <summary>Not written: the error says why. Such records stand in manifests; a running command writes an error instead.</summary>
    Failed,

    /// <summary>Left as it was, by -Resume or -SkipExisting. Such records come from a running command; manifests keep earlier ones.</summary>
    Skipped,
}
