namespace RetinaPS.Batch;

/// <summary>How a photograph came through.</summary>
public enum PreprocessStatus
{
    /// <summary>Written, and its eye was found.</summary>
    Done,

    /// <summary>Written, but its eye mask is doubtful: look at it.</summary>
    Doubtful,
}
