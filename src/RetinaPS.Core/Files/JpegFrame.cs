namespace RetinaPS.Files;

/// <summary>What a JPEG's segments say of it, for decoders that trust what they are given.</summary>
/// <param name="Coding">How its coefficients are coded.</param>
/// <param name="Sampling">How its chroma lies under its luma.</param>
/// <param name="Orientation">EXIF's orientation, 1 to 8; 1 where the file says nothing.</param>
/// <param name="Length">Bytes of the file up to its end-of-image marker.</param>
/// <param name="Irregularity">
/// The first thing found that is damaged, unusual or open to interpretation, so that only a forgiving decoder may see the file; null where
/// there is none.
/// </param>
internal sealed record JpegFrame(JpegCoding Coding, JpegSampling Sampling, int Orientation, int Length, string? Irregularity)
{
    /// <summary>Whether every segment was found in order.</summary>
    public bool IsRegular => Irregularity is null;
}
