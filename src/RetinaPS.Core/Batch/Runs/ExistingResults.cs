namespace RetinaPS.Batch.Runs;

/// <summary>What a batch does where a result's file exists.</summary>
public enum ExistingResults
{
    /// <summary>Leave it; the photograph is an error.</summary>
    Refuse,

    /// <summary>Replace it.</summary>
    Replace,

    /// <summary>Leave it; the photograph is a record with the status Skipped, if all of its results exist.</summary>
    Skip,
}
