using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// The one linear mix of the channels in which the eye stands out most from its background (Fisher 1936, with the diagonal covariance
/// of the background alone: the eye's own variance is texture, not noise). Zero is the background; units are levels of 0 to 255.
/// </summary>
internal readonly record struct Contrast(float Blue, float Green, float Red, float Offset, double Noise)
{
    // Keeps a channel that happens to be perfectly black and flat, such as blue on many cameras, from taking all the weight.
    private const double Regularisation = 9;

    public Vector128<float> Of(Vector128<float> blue, Vector128<float> green, Vector128<float> red) =>
        (Blue * blue) + (Green * green) + (Red * red) - Vector128.Create(Offset);

    /// <summary>Learns the mix from a background and the cells inside a region; the mix points from background to eye.</summary>
    public static Contrast Learn(CellImage cells, in BackgroundModel background, in DiscRegion region)
    {
        (double blue, double green, double red) = InnerMean(cells, region);
        double b = Weight(blue - background.Blue, background.BlueDeviation);
        double g = Weight(green - background.Green, background.GreenDeviation);
        double r = Weight(red - background.Red, background.RedDeviation);
        double norm = Math.Abs(b) + Math.Abs(g) + Math.Abs(r);
        if (norm < 1e-9)
            (b, g, r, norm) = (1, 1, 1, 3);
        (b, g, r) = (b / norm, g / norm, r / norm);
        double noise = Math.Sqrt(
            Square(b * background.BlueDeviation) + Square(g * background.GreenDeviation) + Square(r * background.RedDeviation));
        return new Contrast(
            (float)b, (float)g, (float)r, (float)((b * background.Blue) + (g * background.Green) + (r * background.Red)), noise);
    }

    private static (double Blue, double Green, double Red) InnerMean(CellImage cells, in DiscRegion region)
    {
        var sums = default((double Blue, double Green, double Red));
        int count = 0;
        double squared = 0.95 * 0.95 * region.Radius * region.Radius;
        int top = Math.Max(0, (int)Math.Ceiling(region.Top)), bottom = Math.Min(cells.Height - 1, (int)region.Bottom);
        int left = Math.Max(0, (int)Math.Ceiling(region.Left)), right = Math.Min(cells.Width - 1, (int)region.Right);
        for (int y = top; y <= bottom; y++)
        {
            (int first, int past) = region.Chord(y, squared, left, right);
            int start = (y * cells.Width) + first, length = past - first;
            Add(ref sums, cells.Blue.Slice(start, length), cells.Green.Slice(start, length), cells.Red.Slice(start, length));
            count += length;
        }

        return count == 0 ? default : (sums.Blue / count, sums.Green / count, sums.Red / count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        ref (double Blue, double Green, double Red) sums, ReadOnlySpan<float> blues, ReadOnlySpan<float> greens, ReadOnlySpan<float> reds)
    {
        (double blue, double green, double red) = sums;
        for (int i = 0; i < blues.Length && i < greens.Length && i < reds.Length; i++)
        {
            blue += blues[i];
            green += greens[i];
            red += reds[i];
        }

        sums = (blue, green, red);
    }

    private static double Weight(double difference, double deviation) => difference / ((deviation * deviation) + Regularisation);

    private static double Square(double value) => value * value;
}
