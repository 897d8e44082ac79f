using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>The photograph as one plane of <see cref="Contrast"/>: about 0 in the background, positive in the eye.</summary>
internal sealed class ContrastPlane : IDisposable
{
    private readonly float[] _levels;

    public ContrastPlane(ReadOnlySpan<byte> bgr, int width, int height, in Contrast contrast)
    {
        Width = width;
        Height = height;
        Noise = contrast.Noise;
        _levels = ArrayPool<float>.Shared.Rent(width * height);
        Mix(bgr, contrast, _levels.AsSpan(0, width * height));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Standard deviation of the background.</summary>
    public double Noise { get; }

    public void Dispose() => ArrayPool<float>.Shared.Return(_levels);

    /// <summary>The level at a place between pixels, bilinear; beyond the frame, the frame's own edge.</summary>
    public float At(double x, double y)
    {
        x = Math.Clamp(x, 0, Width - 1);
        y = Math.Clamp(y, 0, Height - 1);
        int left = Math.Min((int)x, Math.Max(Width - 2, 0)), top = Math.Min((int)y, Math.Max(Height - 2, 0));
        float fx = (float)(x - left), fy = (float)(y - top);
        int at = (top * Width) + left;
        int right = Width > 1 ? 1 : 0, below = Height > 1 ? Width : 0;
        float above = _levels[at] + ((_levels[at + right] - _levels[at]) * fx);
        float under = _levels[at + below] + ((_levels[at + below + right] - _levels[at + below]) * fx);
        return above + ((under - above) * fy);
    }

    /// <summary>Adds what <see cref="At"/> gives along a line, a pixel apart, to a profile whose middle is (x, y).</summary>
    /// <param name="x">Column of the middle.</param>
    /// <param name="y">Row of the middle.</param>
    /// <param name="cosine">Columns from one sample to the next.</param>
    /// <param name="sine">Rows from one sample to the next.</param>
    /// <param name="reach">Samples before the middle.</param>
    /// <param name="profile">Pairs of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRay(double x, double y, double cosine, double sine, int reach, Span<Vector128<double>> profile)
    {
        var away = Vector128.Create(-(double)reach, 1 - reach);
        if (Width < 2 || Height < 2)
        {
            for (int i = 0; i < profile.Length; i++, away += Vector128.Create(2.0))
                profile[i] += Vector128.Create(At(x + (away[0] * cosine), y + (away[0] * sine)), At(x + (away[1] * cosine), y + (away[1] * sine)));
            return;
        }

        // What the loop needs in every lane is spread out here: the compiler leaves it where it is written.
        Vector128<double> middleX = Vector128.Create(x), middleY = Vector128.Create(y), zero = Vector128<double>.Zero;
        Vector128<double> cosines = Vector128.Create(cosine), sines = Vector128.Create(sine), two = Vector128.Create(2.0);
        Vector128<double> right = Vector128.Create(Width - 1.0), bottom = Vector128.Create(Height - 1.0);
        Vector128<double> lastLeft = Vector128.Create(Width - 2.0), lastTop = Vector128.Create(Height - 2.0), pitch = Vector128.Create((double)Width);
        int below = Width;
        ReadOnlySpan<float> starts = _levels.AsSpan(0, (Width * Height) - 1);
        foreach (ref var pair in profile)
        {
            var column = Vector128.MinNative(Vector128.MaxNative(middleX + (away * cosines), zero), right);
            var row = Vector128.MinNative(Vector128.MaxNative(middleY + (away * sines), zero), bottom);
            var left = Vector128.MinNative(Vector128.Floor(column), lastLeft);
            var top = Vector128.MinNative(Vector128.Floor(row), lastTop);
            var at = (top * pitch) + left;
            int first = double.ConvertToIntegerNative<int>(at[0]), second = double.ConvertToIntegerNative<int>(at[1]);

            // Of both samples, what is above first, then what is below.
            var upper = Neighbours.Load(starts, first, second);
            var lower = Neighbours.Load(starts, first + below, second + below);
            var low = Neighbours.Former(upper, lower);
            var fractions = Vector128.Narrow(column - left, row - top);
            var across = low + ((Neighbours.Latter(upper, lower) - low) * Vector128.Shuffle(fractions, Vector128.Create(0, 1, 0, 1)));
            var under = Vector128.Shuffle(across, Vector128.Create(2, 3, 2, 3));
            pair += Vector128.WidenLower(across + ((under - across) * Vector128.Shuffle(fractions, Vector128.Create(2, 3, 2, 3))));
            away += two;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(ReadOnlySpan<byte> bgr, in Contrast contrast, Span<float> levels)
    {
        int i = 0, from = 0;
        for (; from <= bgr.Length - Vector128<byte>.Count; i += 4, from += 12)
        {
            var pixels = Vector128.LoadUnsafe(in bgr[from]);
            var blue = Vector128.Shuffle(pixels, Vector128.Create(0xFFFFFF00, 0xFFFFFF03, 0xFFFFFF06, 0xFFFFFF09).AsByte());
            var green = Vector128.Shuffle(pixels, Vector128.Create(0xFFFFFF01, 0xFFFFFF04, 0xFFFFFF07, 0xFFFFFF0A).AsByte());
            var red = Vector128.Shuffle(pixels, Vector128.Create(0xFFFFFF02, 0xFFFFFF05, 0xFFFFFF08, 0xFFFFFF0B).AsByte());
            var eye = (Vector128.ConvertToSingle(red.AsInt32()) * contrast.Red) - Vector128.Create(contrast.Offset);
            var others = (Vector128.ConvertToSingle(blue.AsInt32()) * contrast.Blue) + (Vector128.ConvertToSingle(green.AsInt32()) * contrast.Green);
            (others + eye).StoreUnsafe(ref levels[i]);
        }

        for (; i < levels.Length; i++, from += 3)
            levels[i] = (contrast.Blue * bgr[from]) + (contrast.Green * bgr[from + 1]) + ((contrast.Red * bgr[from + 2]) - contrast.Offset);
    }
}
