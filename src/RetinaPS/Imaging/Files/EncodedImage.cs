namespace RetinaPS.Imaging.Files;

/// <summary>A file's bytes with what its header says; the size is that of the stored image, before any EXIF orientation is applied.</summary>
internal sealed record EncodedImage(string Source, ReadOnlyMemory<byte> Bytes, ImageFileFormat Format, int Width, int Height);
