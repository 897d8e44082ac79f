namespace RetinaPS.Plots;

/// <summary>One pair of axes with what is drawn in it.</summary>
internal sealed record PlotPanel(string Title, string XLabel, string YLabel)
{
    public string TitleColor { get; init; } = PlotColors.Ink;

    public IReadOnlyList<PlotLine> Lines { get; init; } = [];

    /// <summary>Values drawn as a map of coloured squares instead of lines, the first row on top.</summary>
    public double[,]? HeatMap { get; init; }

    public required (double From, double To) XRange { get; init; }

    public required (double From, double To) YRange { get; init; }

    /// <summary>Where the axes have numbers; null leaves it to the values.</summary>
    public double[]? XTicks { get; init; }

    public double[]? YTicks { get; init; }

    /// <summary>A remark in the upper right corner, such as what lies beyond the range.</summary>
    public string Note { get; init; } = string.Empty;
}
