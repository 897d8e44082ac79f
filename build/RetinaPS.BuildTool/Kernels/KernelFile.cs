using System.Text.RegularExpressions;

namespace RetinaPS.BuildTool.Kernels;

/// <summary>One file of kernels: a family.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Kernels">Its kernels, in the file's order.</param>
internal sealed partial record KernelFile(string Name, IReadOnlyList<Kernel> Kernels)
{
    // By value. A struct, whose name begins with a capital letter, has a twin of the same name.
    private static readonly Dictionary<string, string> Values = new()
    {
        ["int"] = "int",
        ["unsigned"] = "uint",
        ["long long"] = "long",
        ["unsigned long long"] = "ulong",
        ["float"] = "float",
        ["double"] = "double",
    };

    /// <summary>The family's name.</summary>
    public string Family => Path.GetFileNameWithoutExtension(Name);

    /// <summary>Reads the declarations of a file.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="text">What it holds.</param>
    /// <exception cref="KernelSyntaxException">A declaration is of another form.</exception>
    public static KernelFile Parse(string path, string text)
    {
        string code = Comment().Replace(text, comment => new string('\n', comment.Value.Count(c => c == '\n')));
        var kernels = new List<Kernel>();
        foreach (Match word in Global().Matches(code))
        {
            int line = 1 + code.AsSpan(0, word.Index).Count('\n');
            var declaration = Declaration().Match(code, code.LastIndexOf("extern", word.Index, StringComparison.Ordinal) is var start and >= 0 ? start : word.Index);
            if (!declaration.Success || declaration.Groups["global"].Index != word.Index)
                throw new KernelSyntaxException(path, line, "A kernel is declared as extern \"C\" __global__ void name(parameters), with __launch_bounds__ before the name.");
            kernels.Add(new Kernel(declaration.Groups["name"].Value, line, ParametersOf(declaration.Groups["parameters"].Value, path, line)));
        }

        return new KernelFile(Path.GetFileName(path), kernels);
    }

    private static KernelParameter[] ParametersOf(string list, string path, int line) => string.IsNullOrWhiteSpace(list)
        ? []
        : Array.ConvertAll(list.Split(','), text => ParameterOf(Spaces().Replace(text, " ").Trim(), path, line));

    private static KernelParameter ParameterOf(string text, string path, int line)
    {
        var match = Parameter().Match(text);
        string type = match.Groups["type"].Value, name = Word().Replace(match.Groups["name"].Value, letter => letter.Groups[1].Value.ToUpperInvariant());
        bool isPointer = match.Groups["pointer"].Success, isConstant = match.Groups["const"].Success;
        if (match.Success && isPointer)
            return new KernelParameter(name, "KernelMemory", isConstant ? "In" : "Out");
        if (match.Success && !isConstant && (Values.TryGetValue(type, out string? value) || char.IsUpper(type[0])))
            return new KernelParameter(name, value ?? type, "Of");
        throw new KernelSyntaxException(path, line, $"'{text}' is not a parameter that kernels take: pointers, {string.Join(", ", Values.Keys)} and structs by value.");
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b__global__\b")]
    private static partial Regex Global();

    [GeneratedRegex(@"\Gextern\s+""C""\s+(?<global>__global__)\s+void\s+(__launch_bounds__\s*\([^()]*\)\s*)?(?<name>\w+)\s*\((?<parameters>[^()]*)\)\s*\{")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<const>const )?(?<type>\w+( long| char| int)*) ?(?<pointer>\*)? ?(?<name>\w+)$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("_(.)")]
    private static partial Regex Word();
}
