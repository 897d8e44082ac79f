using System.Reflection;

namespace RetinaPS.BuildTool.Help;

/// <summary>Reads PowerShell's attributes from metadata, where they cannot be instantiated.</summary>
internal static class AttributeData
{
    private const string Namespace = "System.Management.Automation.";

    /// <summary>The attributes of one of PowerShell's kinds that a member carries itself.</summary>
    /// <param name="member">The class or the property.</param>
    /// <param name="name">The attribute's class, without namespace.</param>
    public static IEnumerable<CustomAttributeData> AttributesNamed(this MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.FullName == Namespace + name);

    /// <summary>The value given to an attribute's property, or null (a value type's default) where none is.</summary>
    public static T? Named<T>(this CustomAttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == property).TypedValue.Value is T value ? value : default;

    /// <summary>The values given to an attribute's constructor, those of an array one by one.</summary>
    public static IEnumerable<object> Arguments(this CustomAttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(Flatten);

    private static IEnumerable<object> Flatten(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        null => [],
        IEnumerable<CustomAttributeTypedArgument> elements => elements.SelectMany(Flatten),
        var value => [value],
    };
}
