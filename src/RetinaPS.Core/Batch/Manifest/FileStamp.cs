namespace RetinaPS.Batch.Manifest;

/// <summary>A file's size and time, of the file itself where its name is a link.</summary>
internal readonly record struct FileStamp(long Bytes, DateTime Modified)
{
    /// <summary>The stamp of a file; null where it is missing or cannot be read.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            // By its name the system would tell of the link, whose size and time say nothing of the content.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
