namespace RetinaPS.Imaging.Files;

/// <summary>Writes whole files: under a temporary name beside the destination, then renamed. No reader ever sees half a file.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file, making its folder where that is missing.</summary>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public static void Write(string destination, ReadOnlySpan<byte> bytes, bool overwrite, string? source) =>
        Replace(destination, overwrite, source, bytes, File.WriteAllBytes);

    /// <summary>Writes a file that is too large to be held, making its folder where that is missing. What the writer throws leaves no file behind.</summary>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public static void Write(string destination, Action<Stream> write, bool overwrite, string? source) =>
        Replace(destination, overwrite, source, write, static (path, write) =>
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
            write(file);
        });

    private static void Replace<T>(string destination, bool overwrite, string? source, T content, Action<string, T> write)
        where T : allows ref struct
    {
        if (!overwrite && File.Exists(destination))
            throw RetinaErrors.DestinationExists(destination, source);
        string? temporary = null;
        try
        {
            string folder = Path.GetDirectoryName(destination)!;
            Directory.CreateDirectory(folder);
            temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.retinaps.tmp");
            write(temporary, content);
            File.Move(temporary, destination, overwrite);
            temporary = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw !overwrite && File.Exists(destination)
                ? RetinaErrors.DestinationExists(destination, source)
                : RetinaErrors.WriteFailed(destination, source, e);
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    private static void DeleteQuietly(string? path)
    {
        try
        {
            if (path is not null)
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than this one.
        }
    }
}
