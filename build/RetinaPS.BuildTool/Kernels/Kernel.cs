namespace RetinaPS.BuildTool.Kernels;

/// <summary>A kernel as its file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its declaration, from 1.</param>
/// <param name="Parameters">Its parameters, in order.</param>
internal sealed record Kernel(string Name, int Line, IReadOnlyList<KernelParameter> Parameters);
