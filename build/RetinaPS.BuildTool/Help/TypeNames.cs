namespace RetinaPS.BuildTool.Help;

/// <summary>Types as PowerShell writes them.</summary>
internal static class TypeNames
{
    /// <summary>The type of one value: an array's elements, a nullable type's value.</summary>
    public static Type ElementOf(Type type)
    {
        if (type.IsArray)
            return ElementOf(type.GetElementType()!);
        return WithoutNullable(type);
    }

    /// <summary>The type's name without namespace, as it stands in a cmdlet's syntax.</summary>
    public static string Short(Type type) => Format(type, part => part.Name);

    /// <summary>The type's name with its namespace, as it stands among a cmdlet's inputs and outputs.</summary>
    public static string Full(Type type) => Format(type, part => part.Namespace is null ? part.Name : $"{part.Namespace}.{part.Name}");

    private static string Format(Type type, Func<Type, string> name)
    {
        type = WithoutNullable(type);
        if (type.IsArray)
            return Format(type.GetElementType()!, name) + "[]";
        if (!type.IsGenericType)
            return name(type);

        string arguments = string.Join(", ", type.GetGenericArguments().Select(argument => Format(argument, name)));
        return $"{name(type).Split('`')[0]}[{arguments}]";
    }

    private static Type WithoutNullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : type;
}
