namespace RetinaPS.BuildTool.Kernels;

/// <summary>A kernel's parameter.</summary>
/// <param name="Name">Its name in C#, in camel case.</param>
/// <param name="Type">Its type in C#; for a pointer, device memory.</param>
/// <param name="Argument">The factory of its argument: a value, memory that is read, or memory that is written.</param>
internal sealed record KernelParameter(string Name, string Type, string Argument);
