namespace RetinaPS.Cuda.NvJpeg;

/// <summary>Where one plane of a file goes.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Width">How many samples a row has.</param>
/// <param name="Height">How many rows there are.</param>
internal readonly record struct NvJpegPlane(PitchedMemory Rows, int Width, int Height);
