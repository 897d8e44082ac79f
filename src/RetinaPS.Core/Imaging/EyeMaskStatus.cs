namespace RetinaPS.Imaging;

/// <summary>What can be said of an eye mask.</summary>
public enum EyeMaskStatus
{
    /// <summary>The eye's outline was found and is supported by the pixels.</summary>
    Found,

    /// <summary>An outline was found, but little supports it: look at it before using it.</summary>
    LowConfidence,

    /// <summary>The method does not judge itself (<see cref="EyeMaskMethod.Canny"/>, <see cref="EyeMaskMethod.FullFrame"/>).</summary>
    NotAssessed,
}
