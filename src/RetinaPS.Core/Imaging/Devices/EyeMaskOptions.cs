namespace RetinaPS.Imaging;

/// <summary>How the eye is found.</summary>
public sealed record EyeMaskOptions
{
    internal const int DefaultWorkingSize = 512;

    /// <summary>Says how.</summary>
    /// <param name="method">Auto, Canny or FullFrame; <see cref="EyeMaskMethod.Disc"/> is a result, not a request.</param>
    /// <param name="threshold">Canny's lower threshold in grey levels, 1 to 1000; the upper one is three times it.</param>
    /// <param name="workingSize">Longer side in pixels at which to look, or 0 for the photograph's own size; null for 512, and for Canny 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public EyeMaskOptions(EyeMaskMethod method = EyeMaskMethod.Auto, int threshold = 4, int? workingSize = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(method, EyeMaskMethod.Disc);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1000);
        WorkingSize = workingSize ?? (method == EyeMaskMethod.Canny ? 0 : DefaultWorkingSize);
        ArgumentOutOfRangeException.ThrowIfNegative(WorkingSize, nameof(workingSize));
        (Method, Threshold) = (method, threshold);
    }

    /// <summary>The method.</summary>
    public EyeMaskMethod Method { get; }

    /// <summary>Canny's lower threshold in grey levels; the upper one is three times it.</summary>
    public int Threshold { get; }

    /// <summary>
    /// The photograph is shrunk by the largest whole factor that keeps its longer side at or above this many pixels; 0 looks at its own.
    /// </summary>
    public int WorkingSize { get; }
}
