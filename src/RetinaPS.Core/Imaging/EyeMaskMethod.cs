namespace RetinaPS.Imaging;

/// <summary>How the eye is found in a photograph.</summary>
public enum EyeMaskMethod
{
    /// <summary>Fit the camera's disc, or find that the retina fills the frame; says how sure it is.</summary>
    Auto,

    /// <summary>The original method: Canny edges, the convex hull of all of them, filled.</summary>
    Canny,

    /// <summary>The whole frame is the eye.</summary>
    FullFrame,

    /// <summary>As a result only: <see cref="Auto"/> found the camera's disc, whole or cut by the frame or by flat sides.</summary>
    Disc,
}
