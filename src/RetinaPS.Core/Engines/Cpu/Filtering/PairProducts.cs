using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>Sums of two neighbouring products of 16-bit numbers, in 32 bits, with whatever the processor has for it.</summary>
internal static class PairProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Of(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(a, b);
        if (Sse2.IsSupported)
            return Vector256.Create(Sse2.MultiplyAddAdjacent(a.GetLower(), b.GetLower()), Sse2.MultiplyAddAdjacent(a.GetUpper(), b.GetUpper()));
        return Anywhere(a, b);
    }

    /// <summary>Without an instruction of its own.</summary>
    public static Vector256<int> Anywhere(Vector256<short> a, Vector256<short> b)
    {
        var (left, right) = (a.AsInt32(), b.AsInt32());
        return (((left << 16) >> 16) * ((right << 16) >> 16)) + ((left >> 16) * (right >> 16));
    }
}
