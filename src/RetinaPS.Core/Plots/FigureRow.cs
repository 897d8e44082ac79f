namespace RetinaPS.Plots;

/// <summary>Panels side by side, of one size in pixels.</summary>
internal sealed record FigureRow(int PanelWidth, int PanelHeight, IReadOnlyList<PlotPanel> Panels);
