namespace RetinaPS.Batch;

/// <summary>How a photograph came through.</summary>
public enum PreprocessStatus
{
    /// <summary>Written, and its eye was found.</summary>
    Done,

    /// <summary>Written, but its eye mask is doubtful: look at it.</summary>
    Doubtful,

    /// <summary>Not written: the error says why.</summary>
    Failed,

    /// <summary>Left as it was, since it was done before. Manifests keep the earlier record.</summary>
    Skipped,
}
