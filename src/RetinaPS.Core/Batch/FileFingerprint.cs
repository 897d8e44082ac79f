namespace RetinaPS.Batch;

/// <summary>What tells one content of a file from another.</summary>
/// <param name="Bytes">The file's size.</param>
/// <param name="Hash">XxHash128 of the content, 32 hexadecimal digits.</param>
/// <param name="Modified">When the file was last written, UTC.</param>
public sealed record FileFingerprint(long Bytes, string Hash, DateTime Modified)
{
    /// <summary>The hash with the size.</summary>
    public override string ToString() => FormattableString.Invariant($"{Hash} ({Bytes} bytes)");
}
