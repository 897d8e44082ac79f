using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The fundus's colours on a grid of points some pixels apart, and smoothly in between: what changes slowly is computed once for many
/// pixels.
/// </summary>
internal sealed class ColorGrid
{
    private readonly int step;
    private readonly int columns;
    private readonly float[] points;

    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="step">Pixels between two points.</param>
    /// <param name="color">The colour at a column and a row.</param>
    public ColorGrid(int width, int height, int step, Func<double, double, Rgb> color)
    {
        this.step = step;
        columns = ((width - 1) / step) + 2;
        int rows = ((height - 1) / step) + 2;
        points = new float[3 * columns * rows];
        Parallel.For(0, rows, row =>
        {
            int at = 3 * columns * row;
            for (int column = 0; column < columns; column++, at += 3)
            {
                Rgb value = color(column * step, row * step);
                (points[at], points[at + 1], points[at + 2]) = ((float)value.R, (float)value.G, (float)value.B);
            }
        });
    }

    /// <summary>Fills one row of each channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillRow(int y, Span<float> r, Span<float> g, Span<float> b)
    {
        int row = y / step;
        float down = (float)(y - (row * step)) / step;
        int upper = 3 * columns * row, lower = upper + (3 * columns);
        Span<float> left = stackalloc float[3];
        Span<float> slope = stackalloc float[3];
        for (int x = 0, column = 0; x < r.Length; column++)
        {
            for (int c = 0; c < 3; c++)
            {
                int at = (3 * column) + c;
                left[c] = points[upper + at] + (down * (points[lower + at] - points[upper + at]));
                float right = points[upper + at + 3] + (down * (points[lower + at + 3] - points[upper + at + 3]));
                slope[c] = (right - left[c]) / step;
            }

            int end = Math.Min(step, r.Length - x);
            for (int i = 0; i < end; i++, x++)
            {
                r[x] = left[0] + (i * slope[0]);
                g[x] = left[1] + (i * slope[1]);
                b[x] = left[2] + (i * slope[2]);
            }
        }
    }
}
