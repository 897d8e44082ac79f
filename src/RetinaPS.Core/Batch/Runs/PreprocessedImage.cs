using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>What became of one photograph that was to be an image.</summary>
public sealed class PreprocessedImage : IDisposable
{
    internal PreprocessedImage(string source, PreprocessOutput output)
    {
        Source = source;
        (Image, Eye) = output is PreprocessOutput.Made made ? (made.Image, made.Eye) : default;
        Error = (output as PreprocessOutput.Failed)?.Error;
    }

    /// <summary>The photograph's file.</summary>
    public string Source { get; }

    /// <summary>The result with its mask, on the device that made it; null where the photograph failed.</summary>
    public RetinaImage? Image { get; }

    /// <summary>The eye in the photograph as it was enhanced, before crop and resize; null where the photograph failed.</summary>
    public EyeMask? Eye { get; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public RetinaException? Error { get; }

    /// <summary>How the photograph came through: Done, Doubtful or Failed.</summary>
    public PreprocessStatus Status =>
        Error is not null ? PreprocessStatus.Failed : Eye!.IsDoubtful ? PreprocessStatus.Doubtful : PreprocessStatus.Done;

    /// <summary>Frees the image's pixels.</summary>
    public void Dispose() => Image?.Dispose();
}
