using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>Reads image files.</summary>
internal static class ImageFileLoader
{
    /// <summary>Reads and checks a file's bytes.</summary>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed, UnsupportedFormat or ImageTooLarge.</exception>
    public static EncodedImage Read(string path, long maximumPixels) => ImageFileInspector.Inspect(path, FileReader.ReadBytes(path), maximumPixels);

    /// <summary>Reads a file into an image on a device. Grey files stay grey unless colour is asked for.</summary>
    public static RetinaImage Load(string path, RetinaDevice device, long maximumPixels, bool color = false)
    {
        var file = Read(path, maximumPixels);
        return new RetinaImage(device.Engine.Decode(file, color), path, NameOf(path));
    }

    /// <summary>A file's name without folder and extension.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
