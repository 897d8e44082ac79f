using System.Reflection;

namespace RetinaPS.BuildTool.Help;

/// <summary>Reads the declarations of cmdlets from an assembly's metadata.</summary>
internal static class CmdletReader
{
    /// <summary>The public cmdlets of an assembly, by name.</summary>
    public static IReadOnlyList<CmdletDefinition> ReadAll(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && IsCmdlet(type))
            .SelectMany(type => type.AttributesNamed("CmdletAttribute").Select(attribute => Read(type, attribute)))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    private static bool IsCmdlet(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.FullName == "System.Management.Automation.Cmdlet")
                return true;
        }

        return false;
    }

    private static CmdletDefinition Read(Type type, CustomAttributeData attribute)
    {
        string[] name = [.. attribute.Arguments().Cast<string>()];
        CmdletParameter[] parameters =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(ReadParameter)
                .OfType<CmdletParameter>(),
        ];
        return new CmdletDefinition
        {
            Type = type,
            Verb = name[0],
            Noun = name[1],
            SupportsShouldProcess = attribute.Named<bool>("SupportsShouldProcess"),
            Aliases = ReadAliases(type),
            ParameterSets = ListSets(parameters, attribute.Named<string>("DefaultParameterSetName")),
            Parameters = parameters,
            OutputTypes = [.. type.AttributesNamed("OutputTypeAttribute").SelectMany(AttributeData.Arguments).OfType<Type>().Distinct()],
        };
    }

    private static CmdletParameter? ReadParameter(PropertyInfo property)
    {
        CustomAttributeData[] declarations =
        [
            .. property.AttributesNamed("ParameterAttribute").Where(attribute => !attribute.Named<bool>("DontShow")),
        ];
        return declarations is []
            ? null
            : new CmdletParameter
            {
                Property = property,
                Aliases = ReadAliases(property),
                SupportsWildcards = property.AttributesNamed("SupportsWildcardsAttribute").Any(),
                DeclaredDefault = property.AttributesNamed("PSDefaultValueAttribute").Select(ReadDefault).FirstOrDefault(),
                Values = ReadValues(property),
                Memberships = [.. declarations.Select(ReadMembership)],
            };
    }

    private static ParameterSetMembership ReadMembership(CustomAttributeData attribute) => new(
        Set: attribute.Named<string>("ParameterSetName") ?? ParameterSetMembership.AllSets,
        IsMandatory: attribute.Named<bool>("Mandatory"),
        Position: attribute.Named<int?>("Position") is >= 0 and var position ? position : null,
        FromPipeline: attribute.Named<bool>("ValueFromPipeline"),
        FromPipelineByPropertyName: attribute.Named<bool>("ValueFromPipelineByPropertyName"),
        TakesRemaining: attribute.Named<bool>("ValueFromRemainingArguments"));

    private static string[] ReadAliases(MemberInfo member) =>
        [.. member.AttributesNamed("AliasAttribute").SelectMany(AttributeData.Arguments).Cast<string>()];

    private static string? ReadDefault(CustomAttributeData attribute) =>
        attribute.Named<string>("Help") ?? attribute.Named<object>("Value")?.ToString();

    private static string[] ReadValues(PropertyInfo property)
    {
        string[] allowed = [.. property.AttributesNamed("ValidateSetAttribute").SelectMany(AttributeData.Arguments).OfType<string>()];
        return allowed is [] && TypeNames.ElementOf(property.PropertyType) is { IsEnum: true } enumeration
            ? enumeration.GetEnumNames()
            : allowed;
    }

    private static string[] ListSets(IEnumerable<CmdletParameter> parameters, string? defaultSet)
    {
        string[] named =
        [
            .. parameters.SelectMany(parameter => parameter.Memberships)
                .Where(membership => !membership.IsInAllSets)
                .Select(membership => membership.Set)
                .Prepend(defaultSet)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return named is [] ? [ParameterSetMembership.AllSets] : named;
    }
}
