using System.Numerics;
using System.Runtime.InteropServices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cpu;

/// <summary>Averages of planes along lines, the edge repeated, and the largest of them at each pixel.</summary>
internal static class LineAverage
{
    /// <summary>Raises the target, where that is larger, to whole * (F + G) + weaker * min(F, G) of the sums along both halves of the line.</summary>
    public static void Raise(CpuBuffer target, CpuBuffer plane, LineHalves line, float whole, float weaker)
    {
        int width = plane.Width, height = plane.Height;
        int reach = line.Back.Concat(line.Forth).Max(tap => Math.Abs(tap.X));
        int pitch = width + (2 * reach);
        var padded = Pad(plane, reach);
        Parallel.For(0, height, () => (Back: new float[width], Forth: new float[width]), (y, _, sums) =>
        {
            Sum(sums.Back, line.Back, y);
            Sum(sums.Forth, line.Forth, y);
            var largest = MemoryMarshal.Cast<byte, float>(target.Pixels).Slice(y * width, width);
            int x = 0;
            for (; x <= width - Vector<float>.Count; x += Vector<float>.Count)
            {
                Vector<float> back = new(sums.Back, x), forth = new(sums.Forth, x);
                var joined = (whole * (back + forth)) + (weaker * Vector.Min(back, forth));
                Vector.Max(new Vector<float>(largest[x..]), joined).CopyTo(largest[x..]);
            }

            for (; x < width; x++)
                largest[x] = Math.Max(largest[x], (whole * (sums.Back[x] + sums.Forth[x])) + (weaker * Math.Min(sums.Back[x], sums.Forth[x])));
            return sums;
        }, _ => { });

        void Sum(float[] sums, LineTap[] taps, int y)
        {
            Array.Clear(sums);
            foreach (var tap in taps)
                CoarseBlur.AddScaled(sums, padded.AsSpan((Math.Clamp(y + tap.Y, 0, height - 1) * pitch) + reach + tap.X, width), tap.Weight);
        }
    }

    private static float[] Pad(CpuBuffer plane, int reach)
    {
        int width = plane.Width, pitch = width + (2 * reach);
        var padded = new float[pitch * plane.Height];
        var values = MemoryMarshal.Cast<byte, float>(plane.Pixels);
        for (int y = 0; y < plane.Height; y++)
        {
            var row = values.Slice(y * width, width);
            var line = padded.AsSpan(y * pitch, pitch);
            line[..reach].Fill(row[0]);
            row.CopyTo(line[reach..]);
            line[(reach + width)..].Fill(row[^1]);
        }

        return padded;
    }
}
