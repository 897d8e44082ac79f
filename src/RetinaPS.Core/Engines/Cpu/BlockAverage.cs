using System.Runtime.CompilerServices;
using OpenCvSharp;
using RetinaPS.Engines.OpenCv;

namespace RetinaPS.Engines.Cpu;

/// <summary>
/// The working image of the eye search (specification, section 20): blocks of k x k pixels averaged, floor((2 sum + n) / 2n), with smaller
/// blocks at the right and the bottom. All-integer, so that every engine gives the same bytes, and one pass over the photograph.
/// </summary>
internal static class BlockAverage
{
    /// <summary>Shrinks an 8-bit image by a whole factor.</summary>
    public static unsafe Mat Shrink(CpuBuffer image, int factor)
    {
        if (factor == 1)
            return image.Mat.Clone();
        int channels = image.Mat.Channels();
        int stride = image.Width * channels;
        var small = new Mat((image.Height + factor - 1) / factor, (image.Width + factor - 1) / factor, image.Mat.Type());
        var columns = new int[stride];
        int height = small.Height;
        for (int y = 0; y < height; y++)
        {
            int rows = Math.Min(factor, image.Height - (y * factor));
            var source = new ReadOnlySpan<byte>(image.Mat.DataPointer + ((long)y * factor * stride), rows * stride);
            ColumnSums.Add(source, columns);
            AverageBlocks(columns, image.Width, channels, factor, rows, (byte*)small.Ptr(y));
        }

        return small;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AverageBlocks(int[] columns, int width, int channels, int factor, int rows, byte* output)
    {
        for (int x = 0; x < width; x += factor)
        {
            int blockWidth = Math.Min(factor, width - x);
            int pixels = blockWidth * rows;
            for (int c = 0; c < channels; c++)
            {
                long sum = 0;
                for (int i = 0; i < blockWidth; i++)
                    sum += columns[((x + i) * channels) + c];
                *output++ = (byte)(((2 * sum) + pixels) / (2 * pixels));
            }
        }
    }
}
