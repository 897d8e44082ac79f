using System.Runtime.InteropServices;
using RetinaPS.Engines.OpenCv;

namespace RetinaPS.Engines.Cpu;

/// <summary>Means over squares, the edge mirrored: sums in double along rows, then along columns, from the first to the last.</summary>
internal static class BoxAverage
{
    public static void Fill(CpuBuffer target, CpuBuffer plane, int side)
    {
        int width = plane.Width, height = plane.Height, radius = side / 2;
        double factor = 1 / ((double)side * side);
        var sums = new double[width * height];
        var values = MemoryMarshal.Cast<byte, float>(plane.Pixels);
        for (int y = 0; y < height; y++)
        {
            var row = values.Slice(y * width, width);
            for (int x = 0; x < width; x++)
            {
                double sum = 0;
                for (int step = -radius; step <= radius; step++)
                    sum += row[Mirror(x + step, width)];
                sums[(y * width) + x] = sum;
            }
        }

        var means = MemoryMarshal.Cast<byte, float>(target.Pixels);
        var total = new double[width];
        for (int y = 0; y < height; y++)
        {
            Array.Clear(total);
            for (int step = -radius; step <= radius; step++)
            {
                var row = sums.AsSpan(Mirror(y + step, height) * width, width);
                for (int x = 0; x < width; x++)
                    total[x] += row[x];
            }

            for (int x = 0; x < width; x++)
                means[(y * width) + x] = (float)(total[x] * factor);
        }
    }

    /// <summary>REFLECT_101, as often as it takes.</summary>
    private static int Mirror(int position, int size)
    {
        if (size == 1)
            return 0;
        while ((uint)position >= (uint)size)
            position = position < 0 ? -position : (2 * (size - 1)) - position;
        return position;
    }
}
