namespace RetinaPS.Imaging;

/// <summary>In what numbers a filter bank answers.</summary>
public enum FilterResponse
{
    /// <summary>Rounded to whole grey levels and clamped to 0..255, as the original did: negative responses are lost.</summary>
    EightBit,

    /// <summary>Single precision, signed, neither rounded nor clamped.</summary>
    Float,
}
