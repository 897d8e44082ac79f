namespace RetinaPS.Engines.Vessels;

/// <summary>The numbers of the normalised plane.</summary>
internal static class NormalizedUnits
{
    /// <summary>The level of a pixel as bright as its surroundings; darker ones are above.</summary>
    public const int Zero = 127;

    /// <summary>How many times the local contrast the plane's range reaches to both sides.</summary>
    public const float Range = 3;

    /// <summary>Levels of one contrast.</summary>
    public const float LevelsOfContrast = Zero / Range;

    /// <summary>The contrasts of one level.</summary>
    public const float ContrastOfLevel = Range / Zero;

    /// <summary>Where the light is taken for no darker, and the contrast for no smaller: black planes have no vessels.</summary>
    public const float LeastLight = 8;

    /// <inheritdoc cref="LeastLight"/>
    public const float LeastContrast = 1e-3f;
}
