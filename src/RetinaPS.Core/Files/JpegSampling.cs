namespace RetinaPS.Files;

/// <summary>How a JPEG's chroma planes lie under its luma plane.</summary>
internal enum JpegSampling
{
    /// <summary>There are none: grey.</summary>
    Gray,

    /// <summary>4:4:4, of luma's size.</summary>
    Full,

    /// <summary>4:2:2, half as many columns.</summary>
    HalfWidth,

    /// <summary>4:4:0, half as many rows.</summary>
    HalfHeight,

    /// <summary>4:2:0, half as many columns and rows.</summary>
    HalfBoth,

    /// <summary>Any other.</summary>
    Other,
}
