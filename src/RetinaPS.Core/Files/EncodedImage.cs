namespace RetinaPS.Files;

/// <summary>A file's bytes with what its header says; the size is that of the stored image, before any EXIF orientation is applied.</summary>
internal sealed record EncodedImage(string Source, ReadOnlyMemory<byte> Bytes, ImageFileFormat Format, int Width, int Height)
{
    /// <summary>What more there is to know of a JPEG; null for other formats.</summary>
    public JpegFrame? Jpeg { get; init; }
}
