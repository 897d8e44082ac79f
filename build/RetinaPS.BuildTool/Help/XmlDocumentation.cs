using System.Reflection;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>The XML documentation that the compiler wrote beside assemblies.</summary>
internal sealed class XmlDocumentation
{
    private static readonly XElement Undocumented = new("member");

    private readonly Dictionary<string, XElement> members;

    /// <summary>Takes the members of documentation files.</summary>
    public XmlDocumentation(params IEnumerable<XDocument> documents) =>
        members = documents.Descendants("member")
            .Where(member => member.Attribute("name") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Reads documentation files.</summary>
    public static XmlDocumentation Read(IEnumerable<string> paths) => new(paths.Select(path => XDocument.Load(path, LoadOptions.PreserveWhitespace)));

    /// <summary>How the documentation names a type.</summary>
    public static string IdOf(Type type) => "T:" + NameOf(type);

    /// <summary>How the documentation names a property or a field.</summary>
    public static string IdOf(MemberInfo member) => $"{(member is PropertyInfo ? 'P' : 'F')}:{NameOf(member.DeclaringType!)}.{member.Name}";

    /// <summary>What is written about a type; an empty element where nothing is.</summary>
    public XElement Of(Type type) => Resolve(IdOf(type), type.BaseType is { } ancestor ? () => Of(ancestor) : null);

    /// <summary>What is written about a property or an enumeration's field; an empty element where nothing is.</summary>
    public XElement Of(MemberInfo member) => Resolve(IdOf(member), FindInherited(member) is { } inherited ? () => Of(inherited) : null);

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static MemberInfo? FindInherited(MemberInfo member)
    {
        if (member is not PropertyInfo property || property.DeclaringType is not { } type)
            return null;

        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return Ancestors(type)
            .Concat(type.GetInterfaces())
            .Select(ancestor => ancestor.GetProperty(property.Name, Declared))
            .FirstOrDefault(inherited => inherited is not null);
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private XElement Resolve(string id, Func<XElement>? inherited)
    {
        if (!members.TryGetValue(id, out var member))
            return Undocumented;
        if (member.Element("inheritdoc") is not { } inheritance)
            return member;

        var source = inheritance.Attribute("cref")?.Value is { } cref
            ? Resolve(cref, inherited: null)
            : inherited?.Invoke() ?? Undocumented;
        var own = member.Elements().Where(element => element.Name != "inheritdoc").ToList();
        return new XElement("member", own, source.Elements().Where(element => !own.Exists(written => written.Name == element.Name)));
    }
}
