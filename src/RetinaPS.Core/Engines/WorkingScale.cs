namespace RetinaPS.Engines;

/// <summary>The scale at which the eye is looked for.</summary>
internal static class WorkingScale
{
    /// <summary>The largest whole factor that keeps the longer side at or above the working size; 1 for a working size of 0.</summary>
    public static int FactorFor(int width, int height, int workingSize) =>
        workingSize <= 0 ? 1 : Math.Max(1, Math.Max(width, height) / workingSize);
}
