using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>Pairs of neighbouring values, two pairs to a vector, for interpolation at two places at once.</summary>
internal static class Neighbours
{
    /// <summary>The values at and after one place, then those at and after another.</summary>
    /// <param name="starts">The values less the last, which has none after it.</param>
    /// <param name="first">One place.</param>
    /// <param name="second">The other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ReadOnlySpan<float> starts, int first, int second) =>
        Vector128.Create(Pair(in starts[first]), Pair(in starts[second])).AsSingle();

    /// <summary>The former neighbour of each of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Former(Vector128<float> pairs, Vector128<float> others) => Sse.IsSupported
        ? Sse.Shuffle(pairs, others, 0b10_00_10_00)
        : Vector128.Create(pairs[0], pairs[2], others[0], others[2]);

    /// <summary>The latter neighbour of each of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Latter(Vector128<float> pairs, Vector128<float> others) => Sse.IsSupported
        ? Sse.Shuffle(pairs, others, 0b11_01_11_01)
        : Vector128.Create(pairs[1], pairs[3], others[1], others[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Pair(ref readonly float start) =>
        Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.AsRef(in start)));
}
