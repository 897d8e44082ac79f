using RetinaPS.Batch.Manifest;
using RetinaPS.Imaging;

namespace RetinaPS.Batch;

/// <summary>
/// The record of one photograph: what it was, what was found in it, what was written. A run gives one for each photograph, and a manifest
/// keeps those that were written or failed.
/// </summary>
public sealed record PreprocessResult
{
    internal PreprocessResult()
    {
    }

    /// <summary>The photograph's file, or its name when it came as an image.</summary>
    public required string Source { get; init; }

    /// <summary>The file that was written, or was to be.</summary>
    public required string Destination { get; init; }

    /// <summary>The mask's file, or null if none was asked for.</summary>
    public string? MaskDestination { get; init; }

    /// <summary>Width of the photograph in pixels, as it is held upright; 0 where it was not decoded.</summary>
    public int SourceWidth { get; init; }

    /// <summary>Height of the photograph in pixels, as it is held upright; 0 where it was not decoded.</summary>
    public int SourceHeight { get; init; }

    /// <summary>Width of the written image in pixels; 0 where none was written.</summary>
    public int Width { get; init; }

    /// <summary>Height of the written image in pixels; 0 where none was written.</summary>
    public int Height { get; init; }

    /// <summary>The part of the photograph that the eye covers, 0 to 1; NaN where it was not looked for.</summary>
    public double MaskRatio { get; init; } = double.NaN;

    /// <summary>How the eye was found; where it failed, Auto.</summary>
    public EyeMaskMethod MaskMethod { get; init; }

    /// <summary>How well the pixels support the mask, 0 to 1; NaN where the method does not judge itself, and where it failed.</summary>
    public double Confidence { get; init; } = double.NaN;

    /// <summary>The eye's circle in the photograph as it was enhanced, in pixels; null where it failed.</summary>
    public EyeCircle? Circle { get; init; }

    /// <summary>The mean luma of the photograph inside the mask before it was enhanced, 0 to 255: 0.299 R + 0.587 G + 0.114 B; NaN where it failed.</summary>
    public double Brightness { get; init; } = double.NaN;

    /// <summary>How the photograph came through.</summary>
    public required PreprocessStatus Status { get; init; }

    /// <summary>What speaks against the mask, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Time to read and decode; nothing for what was skipped.</summary>
    public TimeSpan DecodeTime { get; init; }

    /// <summary>Time of the chain itself; nothing for what was skipped.</summary>
    public TimeSpan ProcessTime { get; init; }

    /// <summary>Time to encode and write; nothing for what was skipped.</summary>
    public TimeSpan EncodeTime { get; init; }

    /// <summary>Time from the file's opening to its result's renaming.</summary>
    public TimeSpan TotalTime => DecodeTime + ProcessTime + EncodeTime;

    /// <summary>The id of the device that computed it; null where it failed before any did.</summary>
    public string? Device { get; init; }

    /// <summary>When it was finished, UTC.</summary>
    public DateTime Finished { get; init; }

    /// <summary>What went wrong, as in an error record's id (<c>RetinaPS.DecodeFailed</c>); null where nothing did.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What went wrong, in words; null where nothing did.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The source's size, hash and time; null without a manifest, and where it was no file or could not be read.</summary>
    public FileFingerprint? SourceFile { get; init; }

    /// <summary>The written file's size, hash and time; null without a manifest, and where none was written.</summary>
    public FileFingerprint? DestinationFile { get; init; }

    /// <summary>The mask file's size, hash and time; null without a manifest, and where none was written.</summary>
    public FileFingerprint? MaskFile { get; init; }

    /// <summary>The hash of the parameters that it was made with (<see cref="ManifestRun.ParametersHash"/>); null without a manifest.</summary>
    public string? ParametersHash { get; init; }

    /// <summary>The record as source and destination.</summary>
    public override string ToString() => $"{Source} -> {Destination}";
}
