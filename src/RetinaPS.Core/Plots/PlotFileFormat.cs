namespace RetinaPS.Plots;

/// <summary>A file format that plots are written in.</summary>
public enum PlotFileFormat
{
    /// <summary>PNG: pixels, two to a unit of the drawing.</summary>
    Png,

    /// <summary>SVG: lines and text that stay sharp at any size.</summary>
    Svg,
}
