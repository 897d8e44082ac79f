using RetinaPS.Imaging;

namespace RetinaPS.Files;

/// <summary>A file format that images are written in.</summary>
public enum ImageFileFormat
{
    /// <summary>Baseline JPEG, 4:2:0, with a quality of 0 to 100.</summary>
    Jpeg,

    /// <summary>PNG: lossless, 8 bits a sample.</summary>
    Png,

    /// <summary>TIFF: lossless; the only format that keeps a <see cref="PixelFormat.Gray32Float"/> image as it is.</summary>
    Tiff,

    /// <summary>Windows bitmap: uncompressed.</summary>
    Bmp,
}
