namespace RetinaPS.Files;

/// <summary>How a JPEG's coefficients are coded.</summary>
internal enum JpegCoding
{
    /// <summary>Sequential, Huffman, 8 bits, one scan in order: what cameras write.</summary>
    Baseline,

    /// <summary>Sequential with more tables than baseline allows.</summary>
    Extended,

    /// <summary>In several scans, from coarse to fine.</summary>
    Progressive,
}
