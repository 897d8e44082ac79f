namespace RetinaPS.Plots;

/// <summary>One line of a plot: its points, and how it looks.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">The points' abscissas.</param>
/// <param name="Y">The points' ordinates, as many.</param>
/// <param name="Color">#RRGGBB.</param>
internal sealed record PlotLine(string Name, double[] X, double[] Y, string Color)
{
    public float Width { get; init; } = 1.6f;

    public bool Dashed { get; init; }

    /// <summary>Whether the area down to zero is tinted.</summary>
    public bool Filled { get; init; }
}
