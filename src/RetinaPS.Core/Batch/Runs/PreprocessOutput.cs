using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>What a batch gives back for one item: a record, an image, or an error; and the mask, for a warning where it is doubtful.</summary>
internal sealed record PreprocessOutput(PreprocessItem Item, PreprocessResult? Record, RetinaImage? Image, EyeMask? Mask, RetinaException? Error)
{
    /// <summary>Pixels of the photograph as it was enhanced; 0 where it was not.</summary>
    public long Pixels => Mask is null ? 0 : (long)Mask.Width * Mask.Height;
}
