using System.Numerics;
using System.Runtime.InteropServices;
using RetinaPS.Engines.OpenCv;

namespace RetinaPS.Engines.Cpu;

/// <summary>A blur of a small plane of floats, the same to the bit on every processor: each sum goes from the first tap to the last, the edge is repeated.</summary>
internal static class CoarseBlur
{
    /// <summary>Along rows, then along columns, in place.</summary>
    public static void Apply(CpuBuffer plane, float[] taps)
    {
        var values = MemoryMarshal.Cast<byte, float>(plane.Pixels);
        int width = plane.Width, height = plane.Height, reach = taps.Length / 2;
        var blurred = new float[values.Length];
        var padded = new float[width + (2 * reach)];
        for (int y = 0; y < height; y++)
        {
            var row = values.Slice(y * width, width);
            padded.AsSpan(0, reach).Fill(row[0]);
            row.CopyTo(padded.AsSpan(reach));
            padded.AsSpan(reach + width).Fill(row[^1]);
            var sums = blurred.AsSpan(y * width, width);
            for (int tap = 0; tap < taps.Length; tap++)
                AddScaled(sums, padded.AsSpan(tap, width), taps[tap]);
        }

        values.Clear();
        for (int y = 0; y < height; y++)
        {
            for (int tap = 0; tap < taps.Length; tap++)
                AddScaled(values.Slice(y * width, width), blurred.AsSpan(Math.Clamp(y + tap - reach, 0, height - 1) * width, width), taps[tap]);
        }
    }

    /// <summary>sum = sum + value * factor, both rounded.</summary>
    public static void AddScaled(Span<float> sums, ReadOnlySpan<float> values, float factor)
    {
        int x = 0;
        for (; x <= sums.Length - Vector<float>.Count; x += Vector<float>.Count)
            (new Vector<float>(sums[x..]) + (new Vector<float>(values[x..]) * factor)).CopyTo(sums[x..]);
        for (; x < sums.Length; x++)
            sums[x] += values[x] * factor;
    }
}
