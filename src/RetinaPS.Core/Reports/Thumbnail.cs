using OpenCvSharp;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Reports;

/// <summary>A picture of a file, small enough to stand in a page.</summary>
internal static class Thumbnail
{
    private const int Quality = 72;

    /// <summary>The file's picture as WebP, or null where the file cannot be read as a photograph.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">The picture's longer side at most.</param>
    public static byte[]? Of(string file, int size)
    {
        try
        {
            var encoded = RetinaImageFiles.Read(file, (long)(ImageFileInspector.DefaultMaximumMegapixels * 1e6));
            using var decoded = Cv2.ImDecode(encoded.Bytes.Span, ModeFor(encoded, size));
            return decoded.Empty() ? null : Encode(decoded, size);
        }
        catch (Exception e) when (e is RetinaException or OpenCVException)
        {
            // What is wrong with the file, the record says; a report does not judge it anew.
            return null;
        }
    }

    /// <summary>JPEG decoders give an eighth, a quarter or half of the size for a fraction of the work.</summary>
    private static ImreadModes ModeFor(EncodedImage file, int size)
    {
        int longer = Math.Max(file.Width, file.Height);
        return file.Format != ImageFileFormat.Jpeg ? ImreadModes.Color
            : longer / 8 >= size ? ImreadModes.ReducedColor8
            : longer / 4 >= size ? ImreadModes.ReducedColor4
            : longer / 2 >= size ? ImreadModes.ReducedColor2
            : ImreadModes.Color;
    }

    private static byte[] Encode(Mat picture, int size)
    {
        var (width, height) = SizeLimit.Fit(picture.Width, picture.Height, size);
        using var small = new Mat();
        Cv2.Resize(picture, small, new Size(width, height), interpolation: InterpolationFlags.Area);
        Cv2.ImEncode(".webp", small, out byte[] bytes, new ImageEncodingParam(ImwriteFlags.WebPQuality, Quality));
        return bytes;
    }
}
