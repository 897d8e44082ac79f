namespace RetinaPS.Plots;

/// <summary>
/// The plots' colours as #RRGGBB: for the channels those of Okabe and Ito's palette, which colour-blind people can tell apart (Okabe and Ito, Color
/// Universal Design, 2008).
/// </summary>
internal static class PlotColors
{
    public const string Paper = "#FFFFFF";
    public const string Ink = "#222222";
    public const string Faint = "#8A8A8A";
    public const string Grid = "#E6E6E6";
    public const string Input = "#9A9A9A";
    public const string Reference = "#111111";

    public static string Of(string channel) => channel switch
    {
        "Blue" => "#0072B2",
        "Green" => "#009E73",
        "Red" => "#D55E00",
        _ => "#555555",
    };
}
