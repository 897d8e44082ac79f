namespace RetinaPS.Files;

/// <summary>Writes whole files: under a temporary name beside the destination, then renamed. No reader ever sees half a file.</summary>
internal static class AtomicFile
{
    private const string TemporarySuffix = ".retinaps.tmp";
    private const int BufferBytes = 1 << 16;

    // By default hidden files are left out, and these are.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>Writes a file, making its folder where that is missing.</summary>
    /// <param name="destination">The full path.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="source">What the file is made of, for errors.</param>
    /// <param name="run">The id of the run, which the temporary name then bears; see <see cref="RemoveLeftovers"/>.</param>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public static void Write(string destination, ReadOnlySpan<byte> bytes, bool overwrite, string? source, string? run = null) =>
        Replace(destination, overwrite, source, run, bytes, static (file, bytes) => file.Write(bytes));

    /// <summary>Writes a file that is too large to be held, making its folder where that is missing. What the writer throws leaves no file behind.</summary>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public static void Write(string destination, Action<Stream> write, bool overwrite, string? source) =>
        Replace(destination, overwrite, source, run: null, write, static (file, write) => write(file));

    private static void Replace<T>(string destination, bool overwrite, string? source, string? run, T content, Action<Stream, T> write)
        where T : allows ref struct
    {
        if (!overwrite && File.Exists(destination))
            throw RetinaErrors.DestinationExists(destination, source);
        string? temporary = null;
        try
        {
            string folder = Path.GetDirectoryName(destination)!;
            Directory.CreateDirectory(folder);
            temporary = Path.Combine(folder, $".{(run is null ? string.Empty : run + ".")}{Guid.NewGuid():N}{TemporarySuffix}");

            // Made new, not truncated as by File.WriteAllBytes: what was truncated ext4 sends to the disk when it is closed, and a batch would write no
            // faster than the disk.
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
                write(file, content);
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

    /// <summary>Removes what runs that were killed have left under temporary names in a folder. The runs must have ended.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="runs">The runs' ids.</param>
    public static void RemoveLeftovers(string folder, IReadOnlySet<string> runs)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, ".*" + TemporarySuffix, Everything))
            {
                if (runs.Contains(Path.GetFileName(file).Split('.')[1]))
                    DeleteQuietly(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is gone or closed has nothing that could be removed.
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
