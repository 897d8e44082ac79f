using RetinaPS.Files;

namespace RetinaPS.Batch.Runs;

/// <summary>Where results are written, and what is recorded of them.</summary>
public sealed record PreprocessTarget
{
    /// <summary>Says where.</summary>
    /// <param name="folder">The folder for the results; it is made where it is missing.</param>
    public PreprocessTarget(string folder) => Folder = Path.GetFullPath(folder);

    /// <summary>The folder for the results, as a full path.</summary>
    public string Folder { get; }

    /// <summary>A folder for the results' masks, as PNG files of the results' size; null for none.</summary>
    public string? MaskFolder { get; init; }

    /// <summary>A folder above the sources, whose folders below it are made again under both folders; null to write all into one.</summary>
    public string? BasePath { get; init; }

    /// <summary>The results' file format; null for each source's own.</summary>
    public ImageFileFormat? Format { get; init; }

    /// <summary>JPEG quality, 0 to 100.</summary>
    public int Quality { get; init; } = 95;

    /// <summary>What becomes of results that exist. An input is never replaced.</summary>
    public ExistingResults Existing { get; init; }

    /// <summary>A file to record the run in, one JSON object a line, and to append to if it is such a file; null to record nothing.</summary>
    public string? Manifest { get; init; }

    /// <summary>
    /// Skips what the manifest records as written with the same options, if the photograph and its results are still the same, and replaces
    /// results that it records and that are not.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>What the manifest says began the run.</summary>
    public string Command { get; init; } = Environment.CommandLine;

    internal DestinationMap Images => new(Folder, FullBasePath, Format);

    internal DestinationMap? Masks => MaskFolder is null ? null : new(Path.GetFullPath(MaskFolder), FullBasePath, ImageFileFormat.Png);

    private string? FullBasePath => BasePath is null ? null : Path.GetFullPath(BasePath);

    /// <exception cref="ArgumentException">A value is outside of its range, or a run is to be resumed without a manifest.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Quality, 100);
        if (Resume && Manifest is null)
            throw new ArgumentException("Only a run with a manifest can be resumed.", nameof(Resume));
    }
}
