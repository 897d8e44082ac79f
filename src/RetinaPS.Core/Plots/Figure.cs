namespace RetinaPS.Plots;

/// <summary>What is drawn on one sheet: a heading, a legend, and panels in rows.</summary>
internal sealed record Figure(string Title, string Subtitle)
{
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>The value that the strongest colours of the heat maps stand for, positive and negative; 0 where there are no heat maps.</summary>
    public double HeatMapLimit { get; init; }

    public required IReadOnlyList<FigureRow> Rows { get; init; }
}
