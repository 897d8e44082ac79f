namespace RetinaPS.BuildTool.Kernels;

/// <summary>A declaration is not one of those that docs/cuda-rules.md allows.</summary>
internal sealed class KernelSyntaxException(string file, int line, string message) : Exception(message)
{
    /// <summary>Where, in the form in which MSBuild recognises it.</summary>
    public string Origin { get; } = FormattableString.Invariant($"{file}({line})");
}
