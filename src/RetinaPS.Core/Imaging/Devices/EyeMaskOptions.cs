namespace RetinaPS.Imaging;

/// <summary>How the eye is found.</summary>
/// <param name="Method">The method; <see cref="EyeMaskMethod.Disc"/> is a result, not a request.</param>
/// <param name="Threshold">Canny's lower threshold; the upper one is three times it.</param>
/// <param name="WorkingSize">Longer side in pixels at which to look, or 0 for the photograph's own size.</param>
internal sealed record EyeMaskOptions(EyeMaskMethod Method = EyeMaskMethod.Auto, int Threshold = 4, int WorkingSize = EyeMaskOptions.DefaultWorkingSize)
{
    public const int DefaultWorkingSize = 512;
}
