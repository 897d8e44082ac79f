using System.Runtime.InteropServices;

namespace RetinaPS.Files;

/// <summary>The files that one run reads and writes: none is written twice, and none that is read is written.</summary>
internal sealed class RunFiles
{
    /// <summary>How this system tells file names apart.</summary>
    public static readonly StringComparer PathComparer =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly HashSet<string> read = new(PathComparer);
    private readonly Dictionary<string, string> written = new(PathComparer);

    /// <summary>Takes an input's output files for it alone: all of them, or none.</summary>
    /// <param name="source">The file that is read, or null for an image made in memory.</param>
    /// <param name="name">The image's name.</param>
    /// <param name="outputs">Full paths of what is to be written.</param>
    /// <exception cref="RetinaException">DestinationCollision.</exception>
    public void Claim(string? source, string name, params IReadOnlyList<string> outputs)
    {
        string claimant = source ?? name;
        if (source is not null)
            read.Add(Path.GetFullPath(source));
        if (FindRead(source, name, outputs) is { } collision)
            throw collision;
        for (int i = 0; i < outputs.Count; i++)
        {
            string output = outputs[i];
            if (written.TryGetValue(output, out string? first))
                throw RetinaErrors.DestinationCollision(output, first, claimant);
            if (outputs.Take(i).Contains(output, PathComparer))
                throw RetinaErrors.MaskReplacesImage(output, claimant);
        }

        foreach (string output in outputs)
            written.Add(output, claimant);
    }

    /// <summary>The error of an output that is a file which this run reads, as far as its inputs are known by now; null where there is none.</summary>
    public RetinaException? FindRead(string? source, string name, params IReadOnlyList<string> outputs)
    {
        foreach (string output in outputs)
        {
            if (source is not null && PathComparer.Equals(output, Path.GetFullPath(source)))
                return RetinaErrors.DestinationIsSource(source);
            if (read.Contains(output))
                return RetinaErrors.DestinationIsInput(output, source ?? name);
        }

        return null;
    }
}
