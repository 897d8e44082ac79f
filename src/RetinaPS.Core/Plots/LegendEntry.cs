namespace RetinaPS.Plots;

/// <summary>A sample of a line, in one colour or several side by side, and what it stands for.</summary>
internal sealed record LegendEntry(string Text, IReadOnlyList<string> Colors)
{
    public bool Dashed { get; init; }
}
