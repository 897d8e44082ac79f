using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>A JPEG's planes on the device, as its blocks decode: Y at full size, Cb and Cr halved or not.</summary>
/// <param name="Luma">Y.</param>
/// <param name="Blue">Cb, or null for a grey photograph.</param>
/// <param name="Red">Cr, or null for a grey photograph.</param>
/// <param name="Width">Columns of Y, before the photograph is turned upright.</param>
/// <param name="Height">Rows of Y.</param>
/// <param name="HalfWidth">Whether chroma has (Width + 1) / 2 columns: 4:2:2 and 4:2:0.</param>
/// <param name="HalfHeight">Whether chroma has (Height + 1) / 2 rows: 4:2:0 and 4:4:0.</param>
internal readonly record struct JpegPlanes(
    PitchedMemory Luma, PitchedMemory? Blue, PitchedMemory? Red, int Width, int Height, bool HalfWidth, bool HalfHeight);
