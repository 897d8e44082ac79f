using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>The pixels that a tile's responses depend on, row by row, mirrored at the image's edges (REFLECT_101).</summary>
internal readonly ref struct TileSource(CpuBuffer image, FilterCanvas canvas, PixelRectangle area)
{
    private readonly ReadOnlySpan<byte> pixels = image.Pixels;

    public int Rows => area.Height + canvas.Rows - 1;

    public int Columns => area.Width + canvas.Columns - 1;

    /// <summary>The row from its first column on, as far as it is asked for.</summary>
    public void CopyRow(int row, Span<short> into)
    {
        var line = pixels.Slice(Mirror(area.Y - canvas.AnchorY + row, image.Height) * image.Width, image.Width);
        int left = area.X - canvas.AnchorX;
        for (int i = 0; i < into.Length; i++)
        {
            int x = left + i;
            into[i] = line[(uint)x < (uint)line.Length ? x : Mirror(x, line.Length)];
        }
    }

    private static int Mirror(int position, int size)
    {
        if (size == 1)
            return 0;
        while (position < 0 || position >= size)
            position = position < 0 ? -position : (2 * (size - 1)) - position;
        return position;
    }
}
