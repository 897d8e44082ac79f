using RetinaPS.Files;

namespace RetinaPS.Tests.Support;

/// <summary>Files that no photograph can be read from, by name, each with the error that it must end in.</summary>
internal static class BadFiles
{
    private static readonly byte[] Jpeg = Encode(ImageFileFormat.Jpeg);
    private static readonly byte[] Png = Encode(ImageFileFormat.Png);
    private static readonly byte[] Tiff = Encode(ImageFileFormat.Tiff);
    private static readonly byte[] Bmp = Encode(ImageFileFormat.Bmp);

    public static IReadOnlyDictionary<string, (byte[] Bytes, RetinaErrorId Error)> All { get; } = new SortedDictionary<string, (byte[], RetinaErrorId)>
    {
        ["empty.jpg"] = ([], RetinaErrorId.DecodeFailed),
        ["text.jpg"] = ([.. "This is no picture."u8], RetinaErrorId.DecodeFailed),
        ["one-byte.png"] = ([0x89], RetinaErrorId.DecodeFailed),
        ["truncated.jpg"] = (Jpeg[..(Jpeg.Length / 2)], RetinaErrorId.DecodeFailed),
        ["truncated.png"] = (Png[..(Png.Length / 2)], RetinaErrorId.DecodeFailed),
        ["truncated.tif"] = (Tiff[..(Tiff.Length / 2)], RetinaErrorId.DecodeFailed),
        ["truncated.bmp"] = (Bmp[..(Bmp.Length / 2)], RetinaErrorId.DecodeFailed),
        ["truncated-strip.tif"] = (ImageBytes.Tiff(new byte[64 * 64], 64)[..2000], RetinaErrorId.DecodeFailed),
        ["headers-only.jpg"] = (ImageBytes.Jpeg(64, 64), RetinaErrorId.DecodeFailed),
        ["corrupt.png"] = (Corrupted(Png), RetinaErrorId.DecodeFailed),
        ["no-size.png"] = (ImageBytes.WithSize(Png, 0, 0), RetinaErrorId.DecodeFailed),
        ["bomb.png"] = (ImageBytes.WithSize(Png, 100_000, 100_000), RetinaErrorId.ImageTooLarge),
        ["largest.png"] = (ImageBytes.WithSize(Png, uint.MaxValue, uint.MaxValue), RetinaErrorId.ImageTooLarge),
        ["bomb.jpg"] = (ImageBytes.Jpeg(65535, 65535), RetinaErrorId.ImageTooLarge),
        ["hidden-bomb.jpg"] = (ImageBytes.JpegOfTwoFrames(65535, 65535, 16, 16), RetinaErrorId.DecodeFailed),
        ["bomb.tif"] = (ImageBytes.Tiff(new byte[100_000], 100_000)[..200], RetinaErrorId.DecodeFailed),
        ["cmyk.jpg"] = (ImageBytes.Jpeg(64, 64, components: 4), RetinaErrorId.UnsupportedFormat),
        ["two-components.jpg"] = (ImageBytes.Jpeg(64, 64, components: 2), RetinaErrorId.UnsupportedFormat),
        ["12-bit.jpg"] = (ImageBytes.Jpeg(64, 64, precision: 12, frameMarker: 0xC1), RetinaErrorId.UnsupportedFormat),
        ["lossless.jpg"] = (ImageBytes.Jpeg(64, 64, frameMarker: 0xC3), RetinaErrorId.UnsupportedFormat),
        ["arithmetic.jpg"] = (ImageBytes.Jpeg(64, 64, frameMarker: 0xC9), RetinaErrorId.UnsupportedFormat),
        ["cmyk.tif"] = (ImageBytes.Tiff(new byte[64 * 64], 64, photometric: 5), RetinaErrorId.UnsupportedFormat),
    };

    /// <summary>A small photograph's file.</summary>
    public static byte[] Encode(ImageFileFormat format)
    {
        using var image = Photographs.Image(seed: 3, width: 64, height: 48);
        return Photographs.Encode(image, format);
    }

    private static byte[] Corrupted(byte[] png)
    {
        byte[] changed = [.. png];
        Array.Clear(changed, png.Length / 2, 64);
        return changed;
    }
}
