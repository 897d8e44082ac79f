using System.Numerics;
using System.Runtime.CompilerServices;

namespace RetinaPS.Engines;

/// <summary>Rows of bytes added up: the first half of averaging over blocks, and the half that touches every pixel.</summary>
internal static class ColumnSums
{
    /// <summary>Adds up rows of the length of <paramref name="sums"/>, that follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<byte> rows, Span<int> sums)
    {
        int stride = sums.Length;
        sums.Clear();
        for (; !rows.IsEmpty; rows = rows[stride..])
        {
            int x = 0;
            int step = Vector<byte>.Count;
            for (; x + step <= stride; x += step)
            {
                Vector.Widen(new Vector<byte>(rows[x..]), out var low, out var high);
                Accumulate(low, sums[x..]);
                Accumulate(high, sums[(x + (step / 2))..]);
            }

            for (; x < stride; x++)
                sums[x] += rows[x];
        }
    }

    private static void Accumulate(Vector<ushort> values, Span<int> sums)
    {
        Vector.Widen(values, out var low, out var high);
        int step = Vector<int>.Count;
        (new Vector<int>(sums) + Vector.AsVectorInt32(low)).CopyTo(sums);
        (new Vector<int>(sums[step..]) + Vector.AsVectorInt32(high)).CopyTo(sums[step..]);
    }
}
