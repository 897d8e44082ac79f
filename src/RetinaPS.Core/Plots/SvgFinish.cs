using System.Text;
using System.Xml.Linq;

namespace RetinaPS.Plots;

/// <summary>What Skia leaves to be done on an SVG.</summary>
internal static class SvgFinish
{
    private const string OtherFonts = ", Open Sans, Segoe UI, DejaVu Sans, Arial, sans-serif";

    /// <summary>
    /// Names fonts for viewers without the one that was measured, has heat maps' pixels shown as squares, and numbers ids anew: Skia goes on
    /// counting from file to file, and the same plot should give the same file.
    /// </summary>
    public static byte[] Apply(Stream svg)
    {
        var drawing = XDocument.Load(svg);
        var ids = drawing.Descendants().Attributes("id").Select((id, number) => (id.Value, number)).ToDictionary(id => id.Value, id => $"i{id.number}");
        foreach (var element in drawing.Descendants())
        {
            foreach (var attribute in element.Attributes())
                attribute.Value = Renumber(attribute, ids);
            if (element.Attribute("font-family") is { } family)
                family.Value += OtherFonts;
            if (element.Name.LocalName == "image")
                element.SetAttributeValue("style", "image-rendering: pixelated");
        }

        return Encoding.UTF8.GetBytes(drawing.ToString());
    }

    private static string Renumber(XAttribute attribute, Dictionary<string, string> ids)
    {
        string value = attribute.Value;
        return attribute.Name.LocalName == "id" && ids.TryGetValue(value, out string? id) ? id
            : value.StartsWith("url(#", StringComparison.Ordinal) && ids.TryGetValue(value[5..^1], out id) ? $"url(#{id})"
            : attribute.Name.LocalName == "href" && value.StartsWith('#') && ids.TryGetValue(value[1..], out id) ? "#" + id
            : value;
    }
}
