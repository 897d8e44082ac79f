namespace RetinaPS.Imaging;

/// <summary>How grey levels and float values are shown in colour: OpenCV's colour maps.</summary>
public enum ColorMap
{
    /// <summary>Black to white.</summary>
    Gray,

    /// <summary>Dark violet, green, yellow: even steps to the eye, readable by colour-blind people and in print.</summary>
    Viridis,

    /// <summary>Black, violet, orange, pale yellow: even steps to the eye.</summary>
    Inferno,

    /// <summary>Black, violet, pink, pale yellow: even steps to the eye.</summary>
    Magma,

    /// <summary>Blue, violet, orange, yellow: even steps to the eye.</summary>
    Plasma,

    /// <summary>Blue, grey, yellow: even steps to the eye, the same for colour-blind people.</summary>
    Cividis,

    /// <summary>Blue, green, yellow, red: the whole spectrum, smoother than <see cref="Jet"/>.</summary>
    Turbo,

    /// <summary>Blue, cyan, yellow, red.</summary>
    Jet,

    /// <summary>Blue, green, yellow.</summary>
    Parula,

    /// <summary>Black, red, yellow, white.</summary>
    Hot,

    /// <summary>Black, blue-grey, white, as X-ray films.</summary>
    Bone,

    /// <summary>Black, green, pale green.</summary>
    DeepGreen,

    /// <summary>White, blue, black, red, white: for angles, since both ends are one colour.</summary>
    Twilight,

    /// <summary><see cref="Twilight"/> with the dark part at the ends.</summary>
    TwilightShifted,

    /// <summary>All hues: for angles, since both ends are red.</summary>
    Hsv,

    /// <summary>Red, yellow, green, blue.</summary>
    Rainbow,

    /// <summary>Green, black, blue, white.</summary>
    Ocean,

    /// <summary>Red to yellow.</summary>
    Autumn,

    /// <summary>Blue to green.</summary>
    Winter,

    /// <summary>Magenta to yellow.</summary>
    Spring,

    /// <summary>Green to yellow.</summary>
    Summer,

    /// <summary>Cyan to magenta.</summary>
    Cool,

    /// <summary>Black, rose, white.</summary>
    Pink,
}
