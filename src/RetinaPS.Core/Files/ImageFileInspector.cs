namespace RetinaPS.Files;

/// <summary>
/// Reads the header of an image file before any decoder sees it, so that what is no image, too large, cut short or of an unsupported kind
/// ends in an error that says so. Decoders, left alone, fill in grey for what is missing.
/// </summary>
internal static class ImageFileInspector
{
    public const double DefaultMaximumMegapixels = 250;

    public static long PixelsOf(double megapixels) => (long)(megapixels * 1e6);

    /// <summary>Checks a file.</summary>
    /// <param name="source">The file's name, for errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="maximumPixels">The most pixels allowed.</param>
    /// <exception cref="RetinaException">DecodeFailed, UnsupportedFormat or ImageTooLarge.</exception>
    public static EncodedImage Inspect(string source, ReadOnlyMemory<byte> bytes, long maximumPixels)
    {
        var span = bytes.Span;
        if (span.IsEmpty)
            throw RetinaErrors.DecodeFailed(source, "the file is empty.");
        var (format, width, height) = ReadHeader(source, span, out var jpeg);
        if (width <= 0 || height <= 0)
            throw RetinaErrors.DecodeFailed(source, $"its header gives the size {width} x {height}.");
        if (width > int.MaxValue || height > int.MaxValue || width * height > maximumPixels)
            throw RetinaErrors.ImageTooLarge(source, width, height, maximumPixels);
        return new EncodedImage(source, bytes, format, (int)width, (int)height) { Jpeg = jpeg };
    }

    private static (ImageFileFormat Format, long Width, long Height) ReadHeader(string source, ReadOnlySpan<byte> file, out JpegFrame? jpeg)
    {
        jpeg = null;
        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return JpegHeader.Read(source, file, out jpeg);
        if (file.StartsWith(PngHeader.Signature))
            return PngHeader.Read(source, file);
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
            return TiffHeader.Read(source, file);
        if (file.StartsWith("BM"u8))
            return BitmapHeader.Read(source, file);
        throw RetinaErrors.DecodeFailed(source, "it is no JPEG, PNG, TIFF or BMP file.");
    }
}
