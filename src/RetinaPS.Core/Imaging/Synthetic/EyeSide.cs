namespace RetinaPS.Imaging.Synthetic;

/// <summary>Which eye is photographed.</summary>
public enum EyeSide
{
    /// <summary>The right eye (OD): the optic disc lies to the right of the macula.</summary>
    Right,

    /// <summary>The left eye (OS): the optic disc lies to the left of the macula.</summary>
    Left,
}
