namespace RetinaPS.Imaging.Files;

/// <summary>Writes whole files: under a temporary name beside the destination, then renamed. No reader ever sees half a file.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file, making its folder where that is missing.</summary>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public static void Write(string destination, ReadOnlySpan<byte> bytes, bool overwrite, string? source)
    {
        if (!overwrite && File.Exists(destination))
            throw RetinaErrors.DestinationExists(destination, source);
        string? temporary = null;
        try
        {
            string folder = Path.GetDirectoryName(destination)!;
            Directory.CreateDirectory(folder);
            temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.retinaps.tmp");
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, destination, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            DeleteQuietly(temporary);
            throw !overwrite && File.Exists(destination)
                ? RetinaErrors.DestinationExists(destination, source)
                : RetinaErrors.WriteFailed(destination, source, e);
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
