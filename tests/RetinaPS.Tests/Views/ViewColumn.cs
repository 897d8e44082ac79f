using System.Xml.Linq;

namespace RetinaPS.Tests.Views;

/// <summary>A column of a table or a line of a list.</summary>
/// <param name="Label">What stands above or before it.</param>
/// <param name="Expression">A script that gives its value, of the object in <c>$_</c>.</param>
/// <param name="Alignment">Left or Right.</param>
/// <param name="Width">Its width in characters, or null for what is left of the line.</param>
internal sealed record ViewColumn(string Label, string Expression, string Alignment, int? Width)
{
    public static ViewColumn Read(string? label, XElement item, string alignment, int? width)
    {
        string? property = item.Element("PropertyName")?.Value;
        return new ViewColumn(
            label ?? property!, property is null ? item.Element("ScriptBlock")!.Value : $"$_.PSObject.Properties['{property}'].Value", alignment, width);
    }
}
