using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>Fills what lies outside a region with means of what lies near inside.</summary>
internal static class OutsideFill
{
    /// <summary>Fills a grey plane of 8 bits; without any pixel inside it stays as it is.</summary>
    public static unsafe void Fill(Mat plane, RowExtents inside)
    {
        if (inside.PixelCount == 0)
            return;
        int width = plane.Width, height = plane.Height;
        using var known = plane.Clone();
        using var region = new Mat(height, width, MatType.CV_8UC1, Scalar.All(1));
        PreprocessChain.ClearOutside(known, inside, 0);
        PreprocessChain.ClearOutside(region, inside, 0);
        using var sums = new Mat();
        using var counts = new Mat();
        Cv2.Integral(known, sums, MatType.CV_32SC1);
        Cv2.Integral(region, counts, MatType.CV_32SC1);
        var sumsOf = new BoxSums((int*)sums.DataPointer, width, height);
        var countsOf = new BoxSums((int*)counts.DataPointer, width, height);
        for (int y = 0; y < height; y++)
        {
            byte* row = (byte*)plane.Ptr(y);
            for (int x = 0; x < width; x++)
            {
                if (x < inside.First[y] || x > inside.Last[y])
                    row[x] = MeanNear(sumsOf, countsOf, x, y);
            }
        }
    }

    private static byte MeanNear(BoxSums sums, BoxSums counts, int x, int y)
    {
        for (int radius = 2; ; radius *= 2)
        {
            int count = counts.About(x, y, radius);
            if (count > 0)
                return (byte)(((2L * sums.About(x, y, radius)) + count) / (2 * count));
        }
    }

    /// <summary>Sums over squares, as far as they lie in the frame, from an integral image, which has a row and a column more.</summary>
    private readonly unsafe struct BoxSums(int* integral, int width, int height)
    {
        public int About(int x, int y, int radius)
        {
            int left = Math.Max(x - radius, 0), right = Math.Min(x + radius + 1, width);
            int* above = integral + ((long)Math.Max(y - radius, 0) * (width + 1));
            int* below = integral + ((long)Math.Min(y + radius + 1, height) * (width + 1));
            return below[right] - below[left] - above[right] + above[left];
        }
    }
}
