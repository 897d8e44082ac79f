using System.Runtime.CompilerServices;
using OpenCvSharp;

namespace RetinaPS.Engines.Cpu;

/// <summary>Applies the look-up tables of histogram specification in place and takes V = max(B, G, R) in the same pass.</summary>
internal static class ValueTables
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Apply(Mat image, byte[][] tables, Mat value)
    {
        value.Create(image.Rows, image.Cols, MatType.CV_8UC1);
        long count = (long)image.Rows * image.Cols;
        byte* p = image.DataPointer;
        byte* v = value.DataPointer;
        fixed (byte* blue = tables[0], green = tables[1], red = tables[2])
        {
            for (byte* end = v + count; v < end; v++, p += 3)
            {
                byte b = blue[p[0]], g = green[p[1]], r = red[p[2]];
                p[0] = b;
                p[1] = g;
                p[2] = r;
                byte larger = b > g ? b : g;
                *v = larger > r ? larger : r;
            }
        }
    }
}
