using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>What <see cref="EyeDiscFinder"/> found, and how far to trust it.</summary>
/// <param name="Outline">The eye's outline in the searched image.</param>
/// <param name="Method"><see cref="EyeMaskMethod.Disc"/>, or <see cref="EyeMaskMethod.FullFrame"/> where retina fills the frame.</param>
/// <param name="Confidence">0 (a guess) to 1 (the whole visible rim is supported by the pixels).</param>
/// <param name="Status"><see cref="EyeMaskStatus.Found"/> or <see cref="EyeMaskStatus.LowConfidence"/>.</param>
/// <param name="Reason">Why the confidence is low, in a person's words; null when it is not.</param>
internal sealed record EyeFinding(EyeOutline Outline, EyeMaskMethod Method, double Confidence, EyeMaskStatus Status, string? Reason);
