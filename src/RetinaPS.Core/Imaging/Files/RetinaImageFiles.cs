using RetinaPS.Devices;
using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>Files as images, and images as files.</summary>
public static class RetinaImageFiles
{
    /// <content>Of image files.</content>
    extension(RetinaImage)
    {
        /// <summary>
        /// Reads a JPEG, PNG, TIFF or BMP file. Grey files become Gray8 images, colour files Bgr24; an alpha channel is dropped, 16-bit samples
        /// become 8-bit ones, and the EXIF orientation is applied.
        /// </summary>
        /// <param name="path">The file.</param>
        /// <param name="device">Where the pixels are to be; null for <see cref="RetinaDevices.Default"/>.</param>
        /// <param name="color">Makes a colour image of a grey file.</param>
        /// <param name="maximumMegapixels">Refuses files with more pixels than this many millions.</param>
        /// <returns>The image, named after the file.</returns>
        /// <exception cref="RetinaException">FileNotFound, DecodeFailed, UnsupportedFormat or ImageTooLarge.</exception>
        public static RetinaImage Load(
            string path, RetinaDevice? device = null, bool color = false, double maximumMegapixels = ImageFileInspector.DefaultMaximumMegapixels)
        {
            string file = Path.GetFullPath(path);
            var encoded = Read(file, ImageFileInspector.PixelsOf(maximumMegapixels));
            return new RetinaImage((device ?? RetinaDevices.Default).Engine.Decode(encoded, color), file, Path.GetFileNameWithoutExtension(file));
        }
    }

    /// <content>Of an image.</content>
    /// <param name="image">The image.</param>
    extension(RetinaImage image)
    {
        /// <summary>Writes the image. The file appears whole or not at all.</summary>
        /// <param name="path">The file; its folder is made where it is missing.</param>
        /// <param name="format">The file's format; null for the one that its extension names.</param>
        /// <param name="quality">JPEG quality, 0 to 100.</param>
        /// <param name="overwrite">Whether a file of that name is replaced.</param>
        /// <exception cref="ArgumentOutOfRangeException">The quality is outside of its range.</exception>
        /// <exception cref="RetinaException">
        /// DestinationExists; WriteFailed, such as for a float image in a format other than TIFF; or InvalidArgument for an unknown extension.
        /// </exception>
        public void Save(string path, ImageFileFormat? format = null, int quality = 95, bool overwrite = false)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(quality);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
            string file = Path.GetFullPath(path);
            using var encoded = ImageFileEncoder.Encode(image, format ?? ImageFileFormats.RequireFromExtension(file), quality, file);
            AtomicFile.Write(file, encoded.Bytes.Span, overwrite, image.Path);
        }
    }

    /// <content>Of an eye mask.</content>
    /// <param name="mask">The mask.</param>
    extension(EyeMask mask)
    {
        /// <summary>The mask as a picture in host memory, 255 inside and 0 outside: a mask holds no pixels until it is drawn.</summary>
        /// <returns>A Gray8 image of the mask's size and name.</returns>
        public RetinaImage ToImage() => new(
            RetinaDevices.Cpu.Engine.Upload(mask.ToPixels(), mask.Width, mask.Height, PixelFormat.Gray8), mask.Path, mask.Name, mask);
    }

    /// <summary>Reads and checks a file's bytes.</summary>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed, UnsupportedFormat or ImageTooLarge.</exception>
    internal static EncodedImage Read(string path, long maximumPixels) => ImageFileInspector.Inspect(path, FileReader.ReadBytes(path), maximumPixels);
}
