using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.OpenCv;

/// <summary>
/// Builds filter banks (specification, section 17). Turned kernels come from OpenCV's warpAffine, because the original's did and
/// its interpolation is not a textbook one; every engine uploads what is built here.
/// </summary>
internal static class MatchedFilterKernels
{
    public static FilterBank Build(FilterKind kind, double sigma, int length, double extent, int orientations, FilterRotation rotation)
    {
        OpenCvLibrary.EnsureLoaded();
        var kernels = new FilterKernel[orientations];
        for (int i = 0; i < orientations; i++)
        {
            kernels[i] = rotation == FilterRotation.Warp
                ? Warp(kind, sigma, length, extent, i * (180 / orientations))
                : Evaluate(kind, sigma, length, extent, i * (180.0 / orientations));
        }

        return new FilterBank(kind, sigma, length, extent, rotation, kernels);
    }

    /// <summary>f(x) without the mean taken away, or g(x).</summary>
    private static double Profile(FilterKind kind, double x, double sigma)
    {
        double gaussian = Math.Exp(-x * x / (2 * sigma * sigma)) / (Math.Sqrt(2 * Math.PI) * sigma);
        return kind == FilterKind.Gaussian ? gaussian : -x * gaussian / (sigma * sigma);
    }

    /// <summary>The original's kernel: an even width, the centre at width / 2, flipped on both axes, then turned about (width / 2, height / 2).</summary>
    private static FilterKernel Warp(FilterKind kind, double sigma, int length, double extent, int degrees)
    {
        int width = 2 * (int)(extent * sigma);
        var profile = new float[width];
        for (int x = 0; x < width; x++)
            profile[x] = (float)Profile(kind, x - (width / 2), sigma);
        if (kind == FilterKind.Gaussian)
        {
            float mean = PairwiseSum([.. Enumerable.Repeat(profile, length).SelectMany(row => row)]) / (width * length);
            for (int x = 0; x < width; x++)
                profile[x] -= mean;
        }

        Array.Reverse(profile);
        float[] weights = [.. Enumerable.Repeat(profile, length).SelectMany(row => row)];
        if (degrees != 0)
        {
            using var upright = Mat.FromPixelData(length, width, MatType.CV_32FC1, weights);
            using var matrix = Cv2.GetRotationMatrix2D(new Point2f(width / 2, length / 2), degrees, 1);
            using var turned = new Mat();
            Cv2.WarpAffine(upright, turned, matrix, new Size(width, length));
            turned.GetArray(out weights);
        }

        return FilterKernel.Of(kind, sigma, length, degrees, width, length, weights);
    }

    /// <summary>
    /// The sum in single precision in the order in which the original's array library adds: halves of at least 64 numbers, and eight partial
    /// sums within one. The kernel's mean rounds to another number in other orders, and the printed matrix shows it.
    /// </summary>
    private static float PairwiseSum(ReadOnlySpan<float> values)
    {
        if (values.Length > 128)
        {
            int half = values.Length / 2 / 8 * 8;
            return PairwiseSum(values[..half]) + PairwiseSum(values[half..]);
        }

        int whole = values.Length / 8 * 8;
        Span<float> partial = stackalloc float[8];
        for (int i = 0; i < whole; i++)
            partial[i % 8] += values[i];
        float sum = partial[0] + partial[1] + (partial[2] + partial[3]) + (partial[4] + partial[5] + (partial[6] + partial[7]));
        foreach (float rest in values[whole..])
            sum += rest;
        return sum;
    }

    /// <summary>
    /// The profile over the turned window |u| &lt;= extent * sigma, |v| &lt;= length / 2, on the odd square that holds every turn of it, with
    /// its mean over the window taken away. Like the upright one, it is laid out for correlation.
    /// </summary>
    private static FilterKernel Evaluate(FilterKind kind, double sigma, int length, double extent, double degrees)
    {
        double halfWidth = extent * sigma;
        double halfLength = length / 2.0;
        int half = (int)Math.Ceiling(Math.Sqrt((halfWidth * halfWidth) + (halfLength * halfLength)));
        int side = (2 * half) + 1;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var values = new double[side * side];
        var inside = new List<int>();
        for (int y = -half; y <= half; y++)
        {
            for (int x = -half; x <= half; x++)
            {
                // Counter-clockwise on the screen, where y points down.
                double u = (x * cos) - (y * sin);
                double v = (x * sin) + (y * cos);
                if (Math.Abs(u) > halfWidth + 1e-9 || Math.Abs(v) > halfLength + 1e-9)
                    continue;
                int at = ((y + half) * side) + x + half;
                values[at] = Profile(kind, -u, sigma);
                inside.Add(at);
            }
        }

        double mean = inside.Average(at => values[at]);
        var weights = new float[side * side];
        foreach (int at in inside)
            weights[at] = (float)(values[at] - mean);
        return FilterKernel.Of(kind, sigma, length, degrees, side, side, weights);
    }
}
