using System.Runtime.CompilerServices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>Counts the levels of all channels in one pass over a masked image.</summary>
internal static class LevelCounter
{
    /// <summary>[channel][level], over the region or the whole frame.</summary>
    public static unsafe long[][] Count(CpuBuffer image, RowExtents? mask)
    {
        int channels = image.Format.Channels();
        // Two tables a channel, used in turn: neighbouring pixels are often equal, and a counter that was just
        // written is slow to write again.
        var even = new int[channels * 256];
        var odd = new int[channels * 256];
        var totals = new long[channels * 256];
        byte* pixels = image.Mat.DataPointer;
        long stride = (long)image.Width * channels;
        fixed (int* first = even, second = odd)
        {
            for (int y = 0; y < image.Height; y++)
            {
                int from = mask?.First[y] ?? 0;
                int to = mask?.Last[y] ?? (image.Width - 1);
                if (from > to)
                    continue;
                byte* p = pixels + (y * stride) + ((long)from * channels);
                if (channels == 3)
                    CountBgr(p, to - from + 1, first, second);
                else
                    CountGray(p, to - from + 1, first, second);
            }
        }

        for (int i = 0; i < totals.Length; i++)
            totals[i] = (long)even[i] + odd[i];
        return [.. totals.Chunk(256)];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void CountBgr(byte* p, int count, int* first, int* second)
    {
        for (; count >= 2; count -= 2, p += 6)
        {
            first[p[0]]++;
            first[256 + p[1]]++;
            first[512 + p[2]]++;
            second[p[3]]++;
            second[256 + p[4]]++;
            second[512 + p[5]]++;
        }

        if (count == 0)
            return;
        first[p[0]]++;
        first[256 + p[1]]++;
        first[512 + p[2]]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void CountGray(byte* p, int count, int* first, int* second)
    {
        for (; count >= 2; count -= 2, p += 2)
        {
            first[p[0]]++;
            second[p[1]]++;
        }

        if (count > 0)
            first[p[0]]++;
    }
}
