using RetinaPS.Engines;

namespace RetinaPS.Imaging.Files;

/// <summary>Reads image files.</summary>
internal static class ImageFileLoader
{
    /// <summary>Reads and checks a file's bytes.</summary>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed, UnsupportedFormat or ImageTooLarge.</exception>
    public static EncodedImage Read(string path, long maximumPixels) => ImageFileInspector.Inspect(path, ReadBytes(path), maximumPixels);

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="RetinaException">FileNotFound, or DecodeFailed where it cannot be read.</exception>
    public static byte[] ReadBytes(string path) => Attempt(path, () => File.ReadAllBytes(path));

    /// <summary>Reads from a file.</summary>
    /// <exception cref="RetinaException">FileNotFound, or DecodeFailed where it cannot be read.</exception>
    public static T Attempt<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw RetinaErrors.FileNotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or OverflowException)
        {
            throw RetinaErrors.CannotRead(path, e);
        }
    }

    /// <summary>Reads a file into an image on a device. Grey files stay grey unless colour is asked for.</summary>
    public static RetinaImage Load(string path, RetinaDevice device, long maximumPixels, bool color = false)
    {
        var file = Read(path, maximumPixels);
        return new RetinaImage(device.Engine.Decode(file, color), path, NameOf(path));
    }

    /// <summary>A file's name without folder and extension.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
