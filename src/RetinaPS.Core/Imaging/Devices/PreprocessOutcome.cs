namespace RetinaPS.Imaging;

/// <summary>What the chain made of one photograph.</summary>
/// <param name="Image">The result, the caller's to dispose of.</param>
/// <param name="EyeMask">The eye in the photograph as it was enhanced, before crop and resize.</param>
/// <param name="ResultMask">The eye in the result.</param>
/// <param name="Brightness">The mean luma inside the eye before enhancement, 0 to 255.</param>
internal sealed record PreprocessOutcome(ImageBuffer Image, EyeMask EyeMask, EyeMask ResultMask, double Brightness);
