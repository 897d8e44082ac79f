namespace RetinaPS.BuildTool.Help;

/// <summary>What the module's cmdlets mean by types that are not the module's, whose documentation is elsewhere.</summary>
internal static class ForeignTypes
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["System.IO.FileInfo"] = "The file that was written.",
        ["System.String"] = "Text, line by line.",
    };

    /// <summary>The paragraph about a type; none where nobody wrote one.</summary>
    public static IReadOnlyList<string> Describe(Type type) => Meanings.TryGetValue(TypeNames.Full(type), out string? meaning) ? [meaning] : [];
}
