using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>What a run gives back for one item.</summary>
internal abstract record PreprocessOutput(PreprocessItem Item)
{
    /// <summary>Pixels of the photograph as it was enhanced; 0 where it was not.</summary>
    public virtual long Pixels => 0;

    /// <summary>Its files were written.</summary>
    public sealed record Written(PreprocessItem Item, PreprocessResult Record, EyeMask Eye) : PreprocessOutput(Item)
    {
        public override long Pixels => (long)Eye.Width * Eye.Height;
    }

    /// <summary>Its files were left as they were.</summary>
    public sealed record Skipped(PreprocessItem Item, PreprocessResult Record) : PreprocessOutput(Item);

    /// <summary>It became an image, which is the taker's to dispose of; <paramref name="Eye"/> is the eye before crop and resize.</summary>
    public sealed record Made(PreprocessItem Item, RetinaImage Image, EyeMask Eye) : PreprocessOutput(Item)
    {
        public override long Pixels => (long)Eye.Width * Eye.Height;
    }

    /// <summary>It came to nothing.</summary>
    public sealed record Failed(PreprocessItem Item, RetinaException Error, PreprocessResult Record) : PreprocessOutput(Item);
}
