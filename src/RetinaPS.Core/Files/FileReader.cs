namespace RetinaPS.Files;

/// <summary>Reads files; what the system reports becomes an error that names the file.</summary>
internal static class FileReader
{
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
}
