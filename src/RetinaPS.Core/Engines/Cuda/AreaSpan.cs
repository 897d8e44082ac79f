using System.Runtime.InteropServices;

namespace RetinaPS.Engines.Cuda;

/// <summary>The source pixels that one column (or row) of a shrunk image covers, as the kernels take them: the layout is theirs.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
/// <param name="Head">What the first weighs.</param>
/// <param name="Body">What those between weigh.</param>
/// <param name="Tail">What the last weighs; a single one weighs <paramref name="Head"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AreaSpan(int First, int Count, float Head, float Body, float Tail);
