using System.Text;

namespace RetinaPS.Batch.Manifest;

/// <summary>Reads manifests, also while a run still writes one.</summary>
internal static class ManifestReader
{
    /// <summary>Reads a whole manifest.</summary>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed where it cannot be read, or InvalidManifest.</exception>
    public static PreprocessManifest Read(string path)
    {
        var runs = new List<ManifestRun>();
        var photographs = new List<PreprocessResult>();
        var places = new Dictionary<(string Source, string Destination), int>();
        int damaged = 0;
        foreach (object? entry in ReadEntries(path, () => damaged++))
        {
            switch (entry)
            {
                case ManifestRun run:
                    runs.Add(run);
                    break;
                case ManifestEnd end:
                    runs[^1].End = end;
                    break;
                case PreprocessResult result when places.TryGetValue((result.Source, result.Destination), out int place):
                    photographs[place] = result;
                    break;
                case PreprocessResult result:
                    places.Add((result.Source, result.Destination), photographs.Count);
                    photographs.Add(result);
                    break;
            }
        }

        return new PreprocessManifest(path, runs, photographs, damaged);
    }

    /// <summary>What a manifest's lines record, one by one: first a ManifestRun, then ManifestIntent, PreprocessResult, ManifestEnd and more runs.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="damaged">Is told of each line that is not whole; it is left out.</param>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed where it cannot be read, or InvalidManifest.</exception>
    public static IEnumerable<object> ReadEntries(string path, Action damaged)
    {
        using var lines = Open(path);
        bool started = false;
        while (ReadLine(lines, path) is { } line)
        {
            if (line.Length == 0)
                continue;
            if (!ManifestLines.TryParse(line, out object? entry))
            {
                // The last line, if a run was killed while it wrote; a first one only if it could have become a manifest's.
                if (!started && !CouldBegin(line))
                    throw RetinaErrors.InvalidManifest(path, "its first line does not record a pre-processing run.");
                damaged();
                continue;
            }

            if (entry is ManifestLines.ForeignRun run)
                throw RetinaErrors.InvalidManifest(path, $"its version is {run.Version}; this RetinaPS reads version {ManifestRun.CurrentVersion}.");
            if (!started && entry is not ManifestRun)
                throw RetinaErrors.InvalidManifest(path, "its first line does not record a pre-processing run.");
            started = true;
            if (entry is not null)
                yield return entry;
        }
    }

    /// <summary>Sees to it that a file is a manifest that can be appended to, by its beginning.</summary>
    /// <exception cref="RetinaException">DecodeFailed where it cannot be read, or InvalidManifest.</exception>
    public static void RequireManifest(string path) => _ = ReadEntries(path, damaged: () => { }).FirstOrDefault();

    private static bool CouldBegin(string line)
    {
        const string Beginning = """{"type":"run",""";
        return line.StartsWith(Beginning, StringComparison.Ordinal) || Beginning.StartsWith(line, StringComparison.Ordinal);
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16), Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw RetinaErrors.FileNotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw RetinaErrors.CannotRead(path, e);
        }
    }

    private static string? ReadLine(StreamReader lines, string path)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (IOException e)
        {
            throw RetinaErrors.CannotRead(path, e);
        }
    }
}
