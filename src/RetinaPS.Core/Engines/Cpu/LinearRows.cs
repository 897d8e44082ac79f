using System.Numerics;
using System.Runtime.InteropServices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cpu;

/// <summary>The rows of a plane of floats at another size, by bilinear interpolation: between two rows first, then along the row.</summary>
internal sealed class LinearRows(CpuBuffer plane, int width, int height)
{
    private readonly LinearSpan[] columns = LinearSpan.Table(plane.Width, width);
    private readonly LinearSpan[] rows = LinearSpan.Table(plane.Height, height);
    private readonly float[] between = new float[plane.Width];

    /// <summary>Reads the part of a row that begins at a column. Not for several threads at once.</summary>
    public void Read(int y, int from, Span<float> target)
    {
        var span = rows[y];
        var values = MemoryMarshal.Cast<byte, float>(plane.Pixels);
        var above = values.Slice(span.First * between.Length, between.Length);
        var below = values.Slice(span.Second * between.Length, between.Length);
        float near = 1 - span.Weight;
        int x = 0;
        for (; x <= between.Length - Vector<float>.Count; x += Vector<float>.Count)
            ((new Vector<float>(above[x..]) * near) + (new Vector<float>(below[x..]) * span.Weight)).CopyTo(between, x);
        for (; x < between.Length; x++)
            between[x] = (above[x] * near) + (below[x] * span.Weight);
        for (int i = 0; i < target.Length; i++)
        {
            var column = columns[from + i];
            target[i] = (between[column.First] * (1 - column.Weight)) + (between[column.Second] * column.Weight);
        }
    }
}
