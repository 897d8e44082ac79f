using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>What a reader of the help calls the things that the documentation refers to.</summary>
internal sealed class ReferenceNames
{
    private readonly Dictionary<string, string> names = [];

    /// <summary>Learns the names of cmdlets and of their parameters.</summary>
    public ReferenceNames(IEnumerable<CmdletDefinition> cmdlets)
    {
        foreach (var cmdlet in cmdlets)
        {
            names[XmlDocumentation.IdOf(cmdlet.Type)] = cmdlet.Name;
            foreach (var parameter in cmdlet.Parameters)
                names[XmlDocumentation.IdOf(parameter.Property)] = "-" + parameter.Name;
        }
    }

    /// <summary>The words for a <c>see</c>, <c>seealso</c>, <c>paramref</c> or <c>typeparamref</c> element without any.</summary>
    public string Of(XElement reference)
    {
        if (reference.Attribute("langword")?.Value is { } keyword)
            return keyword is "null" or "true" or "false" ? "$" + keyword : keyword;
        if (reference.Attribute("cref")?.Value is { } cref)
            return OfMember(cref);
        return (reference.Attribute("href") ?? reference.Attribute("name"))?.Value ?? "";
    }

    private string OfMember(string id)
    {
        if (names.TryGetValue(id, out string? known))
            return known;

        string[] path = id[(id.IndexOf(':') + 1)..].Split('(')[0].Split('.');
        string last = path[^1].Split('`')[0];
        return id[0] switch
        {
            'M' when path.Length > 1 => $"{path[^2]}.{last}()",
            'P' when path.Length > 1 => $"{path[^2]}.{last}",
            _ => last,
        };
    }
}
