using System.Buffers;

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
        var levels = _levels.AsSpan(0, width * height);
        Span<float> blue = stackalloc float[256], green = stackalloc float[256], red = stackalloc float[256];
        for (int level = 0; level < 256; level++)
        {
            blue[level] = contrast.Blue * level;
            green[level] = contrast.Green * level;
            red[level] = (contrast.Red * level) - contrast.Offset;
        }

        for (int i = 0, from = 0; i < levels.Length; i++, from += 3)
            levels[i] = blue[bgr[from]] + green[bgr[from + 1]] + red[bgr[from + 2]];
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
}
