using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RetinaPS.Plots;

namespace RetinaPS.Tests.Plots;

/// <summary>Reads lines back from a figure's SVG: the paths of one colour, in the units of the axes that they are drawn in.</summary>
internal static partial class SvgPaths
{
    /// <summary>Every unfilled path of a colour, by the panel whose axes clip it, turned back to the panel's units.</summary>
    public static IEnumerable<(double X, double Y)[]> Of(XDocument svg, string color, PlotPanel panel, int panelNumber)
    {
        XNamespace ns = svg.Root!.Name.Namespace;
        var clips = svg.Descendants(ns + "clipPath").ToDictionary(clip => clip.Attribute("id")!.Value, clip => clip.Element(ns + "rect")!);
        var areas = clips.Values.Select(Box).Distinct().OrderBy(box => box.Y).ThenBy(box => box.X).ToList();
        foreach (var path in svg.Descendants(ns + "path"))
        {
            if (path.Attribute("fill")?.Value != "none" || path.Attribute("stroke")?.Value != color || ClipOf(path) is not { } clip)
                continue;
            var box = Box(clips[clip]);
            if (areas.IndexOf(box) != panelNumber)
                continue;
            yield return [.. Points(path.Attribute("d")!.Value).Select(point => (
                panel.XRange.From + ((point.X - box.X) / box.Width * (panel.XRange.To - panel.XRange.From)),
                panel.YRange.To - ((point.Y - box.Y) / box.Height * (panel.YRange.To - panel.YRange.From))))];
        }
    }

    private static string? ClipOf(XElement path) => path.AncestorsAndSelf()
        .Select(element => element.Attribute("clip-path")?.Value).OfType<string>().Select(value => value[5..^1]).FirstOrDefault();

    private static (double X, double Y, double Width, double Height) Box(XElement rect)
    {
        return (Number("x"), Number("y"), Number("width"), Number("height"));

        double Number(string name) => double.Parse(rect.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(double X, double Y)> Points(string path)
    {
        (double X, double Y)? last = null;
        foreach (Match match in Vertex().Matches(path))
        {
            var point = (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
            if (point != last)
                yield return point;
            last = point;
        }
    }

    [GeneratedRegex(@"[ML]?\s*(-?[\d.]+(?:e-?\d+)?)[ ,](-?[\d.]+(?:e-?\d+)?)")]
    private static partial Regex Vertex();
}
