using RetinaPS.Imaging;

namespace RetinaPS.Batch;

/// <summary>The record of one photograph that was pre-processed and written.</summary>
public sealed class PreprocessResult
{
    internal PreprocessResult()
    {
    }

    /// <summary>The photograph's file, or its name when it came as an image.</summary>
    public required string Source { get; init; }

    /// <summary>The file that was written.</summary>
    public required string Destination { get; init; }

    /// <summary>The mask's file, or null if none was asked for.</summary>
    public string? MaskDestination { get; init; }

    /// <summary>Width of the written image in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the written image in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The part of the photograph that the eye covers, 0 to 1.</summary>
    public required double MaskRatio { get; init; }

    /// <summary>How the eye was found.</summary>
    public required EyeMaskMethod MaskMethod { get; init; }

    /// <summary>How well the pixels support the mask, 0 to 1; NaN where the method does not judge itself.</summary>
    public required double Confidence { get; init; }

    /// <summary>The eye's circle in the photograph as it was enhanced, in pixels.</summary>
    public required EyeCircle Circle { get; init; }

    /// <summary>How the photograph came through.</summary>
    public required PreprocessStatus Status { get; init; }

    /// <summary>What speaks against the mask, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Time to read and decode.</summary>
    public required TimeSpan DecodeTime { get; init; }

    /// <summary>Time of the chain itself.</summary>
    public required TimeSpan ProcessTime { get; init; }

    /// <summary>Time to encode and write.</summary>
    public required TimeSpan EncodeTime { get; init; }

    /// <summary>Time from the file's opening to its result's renaming.</summary>
    public TimeSpan TotalTime => DecodeTime + ProcessTime + EncodeTime;

    /// <summary>The record as source and destination.</summary>
    public override string ToString() => $"{Source} -> {Destination}";
}
