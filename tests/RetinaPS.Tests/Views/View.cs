using System.Xml.Linq;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.Views;

/// <summary>A view of the module's format files.</summary>
/// <param name="TypeName">The type that it shows.</param>
/// <param name="IsTable">Whether it is a table; else it is a list.</param>
/// <param name="Columns">Its columns or lines.</param>
internal sealed record View(string TypeName, bool IsTable, IReadOnlyList<ViewColumn> Columns)
{
    /// <summary>All views, in the order in which PowerShell looks for one.</summary>
    public static IReadOnlyList<View> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(AssembledModule.Folder, "*.Format.ps1xml").Order(StringComparer.Ordinal)
           from view in XDocument.Load(file).Descendants("View")
           from type in view.Descendants("TypeName")
           select new View(type.Value, view.Element("TableControl") is not null, [.. view.Element("TableControl") is null ? Lines(view) : Cells(view)]),
    ];

    private static IEnumerable<ViewColumn> Lines(XElement view) =>
        view.Descendants("ListItem").Select(item => ViewColumn.Read(item.Element("Label")?.Value, item, alignment: "Left", width: null));

    private static IEnumerable<ViewColumn> Cells(XElement view) =>
        view.Descendants("TableColumnHeader").Zip(view.Descendants("TableColumnItem"), (header, item) => ViewColumn.Read(
            header.Element("Label")?.Value, item, header.Element("Alignment")?.Value ?? "Left", (int?)header.Element("Width")));
}
