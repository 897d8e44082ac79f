using System.Reflection;
using System.Text.RegularExpressions;

namespace RetinaPS.BuildTool.Help;

/// <summary>What the help says of a parameter besides its declaration.</summary>
/// <param name="Summary">What it is; empty where nobody wrote it.</param>
/// <param name="Details">Further paragraphs: remarks, range, the values of an enumeration.</param>
/// <param name="Default">Its value where a person gives none.</param>
internal sealed partial record ParameterDocumentation(IReadOnlyList<string> Summary, IReadOnlyList<string> Details, string Default)
{
    /// <summary>Gathers it from the documentation of the property and of its type.</summary>
    public static ParameterDocumentation Read(CmdletParameter parameter, XmlDocumentation documentation, Prose prose)
    {
        var member = documentation.Of(parameter.Property);
        string value = prose.Line(member.Element("value"));
        var stated = DefaultStatement().Match(value);
        string rest = (stated.Success ? value.Remove(stated.Index, stated.Length) : value).Trim();
        return new ParameterDocumentation(
            prose.Paragraphs(member.Element("summary")),
            [
                .. prose.Paragraphs(member.Element("remarks")),
                .. rest.Length > 0 ? [rest] : Array.Empty<string>(),
                .. DescribeValues(parameter, documentation, prose),
            ],
            stated.Success ? stated.Groups["default"].Value : parameter.DeclaredDefault ?? (parameter.IsSwitch ? "False" : "None"));
    }

    private static IEnumerable<string> DescribeValues(CmdletParameter parameter, XmlDocumentation documentation, Prose prose)
    {
        if (parameter.Values is [])
            return [];
        if (TypeNames.ElementOf(parameter.Type) is not { IsEnum: true } enumeration)
            return [$"Possible values: {string.Join(", ", parameter.Values)}."];

        var lines = enumeration.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => parameter.Values.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
            .Select(field => (field.Name, Summary: prose.Line(documentation.Of(field).Element("summary"))))
            .Select(field => field.Summary.Length > 0 ? $"- {field.Name}: {field.Summary}" : $"- {field.Name}")
            .Prepend("Possible values:");
        return [string.Join('\n', lines)];
    }

    [GeneratedRegex(@"\bDefault:\s*(?<default>.+?)(?:\.(?=\s|$)|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DefaultStatement();
}
