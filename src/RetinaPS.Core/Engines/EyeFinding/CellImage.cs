using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// The photograph averaged over square cells: enough for the coarse search, with less noise. A last, incomplete row or column of cells
/// is dropped.
/// </summary>
internal sealed class CellImage : IDisposable
{
    private readonly float[] _levels;

    private CellImage(int factor, int width, int height)
    {
        Factor = factor;
        Width = width;
        Height = height;
        _levels = ArrayPool<float>.Shared.Rent(3 * width * height);
    }

    /// <summary>Pixels along a cell's side.</summary>
    public int Factor { get; }

    public int Width { get; }

    public int Height { get; }

    public int Count => Width * Height;

    public ReadOnlySpan<float> Blue => Plane(0);

    public ReadOnlySpan<float> Green => Plane(1);

    public ReadOnlySpan<float> Red => Plane(2);

    /// <summary>Averages cells such that the longer side has at most <paramref name="longerSide"/> of them, or a little more.</summary>
    public static CellImage Reduce(ReadOnlySpan<byte> bgr, int width, int height, int longerSide)
    {
        int factor = Math.Max(1, (int)Math.Round((double)Math.Max(width, height) / longerSide));
        factor = Math.Min(factor, Math.Min(width, height));
        var cells = new CellImage(factor, width / factor, height / factor);
        int rows = factor * width * 3;

        // One more than there are: a pixel's three are read as four.
        int[] columns = ArrayPool<int>.Shared.Rent((width * 3) + 1);
        for (int y = 0; y < cells.Height; y++)
        {
            ColumnSums.Add(bgr.Slice(y * rows, rows), columns.AsSpan(0, width * 3));
            cells.Average(columns, y * cells.Width);
        }

        ArrayPool<int>.Shared.Return(columns);
        return cells;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_levels);

    private Span<float> Plane(int channel) => _levels.AsSpan(channel * Count, Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Average(ReadOnlySpan<int> columns, int first)
    {
        float scale = 1f / (Factor * Factor);
        Span<float> blues = Plane(0).Slice(first, Width), greens = Plane(1).Slice(first, Width), reds = Plane(2).Slice(first, Width);
        for (int x = 0, from = 0; x < blues.Length; x++)
        {
            var sums = Vector128<int>.Zero;
            for (int i = 0; i < Factor; i++, from += 3)
                sums += Vector128.Create(columns[from..]);
            var levels = Vector128.ConvertToSingle(sums) * scale;
            (blues[x], greens[x], reds[x]) = (levels[0], levels[1], levels[2]);
        }
    }
}
