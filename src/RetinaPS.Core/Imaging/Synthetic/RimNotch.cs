namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The mark on the rim by which cameras show which way up a photograph is. The true eye mask leaves it out: it is the disc alone.
/// </summary>
public enum RimNotch
{
    /// <summary>No mark.</summary>
    None,

    /// <summary>A semicircle that stands out of the disc, its radius 1.5 to 3 % of the disc's.</summary>
    Semicircle,

    /// <summary>A square tab that stands out of the disc, its side 3 to 5 % of the disc's radius.</summary>
    Square,

    /// <summary>A dark triangle cut into the disc, 2.5 to 4 % of the disc's radius deep.</summary>
    Triangle,
}
