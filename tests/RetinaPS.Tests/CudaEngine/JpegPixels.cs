using RetinaPS.Imaging;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Planes of a JPEG by chance, and the pixels that section 13 of the specification makes of them, sentence by sentence.</summary>
internal sealed class JpegPixels
{
    public JpegPixels(int width, int height)
        : this(width, height, false, false) => IsGray = true;

    public JpegPixels(int width, int height, bool halfWidth, bool halfHeight)
    {
        (Width, Height, HalfWidth, HalfHeight) = (width, height, halfWidth, halfHeight);
        ChromaWidth = halfWidth ? (width + 1) / 2 : width;
        ChromaHeight = halfHeight ? (height + 1) / 2 : height;
        var random = new Random(width + (1000 * height));
        Luma = new byte[width * height];
        Blue = new byte[ChromaWidth * ChromaHeight];
        Red = new byte[ChromaWidth * ChromaHeight];
        random.NextBytes(Luma);
        random.NextBytes(Blue);
        random.NextBytes(Red);
    }

    public int Width { get; }

    public int Height { get; }

    public bool HalfWidth { get; }

    public bool HalfHeight { get; }

    public int ChromaWidth { get; }

    public int ChromaHeight { get; }

    public bool IsGray { get; }

    public byte[] Luma { get; }

    public byte[] Blue { get; }

    public byte[] Red { get; }

    public TestImage Upright(int orientation) => Turn(orientation, PixelFormat.Bgr24, (x, y) =>
    {
        int level = Luma[(y * Width) + x];
        int u = IsGray ? 0 : Chroma(Blue, x, y) - 128, v = IsGray ? 0 : Chroma(Red, x, y) - 128;
        return
        [
            Clamped(level + (((116130 * u) + 32768) >> 16)),
            Clamped(level + (((-22554 * u) - (46802 * v) + 32768) >> 16)),
            Clamped(level + (((91881 * v) + 32768) >> 16)),
        ];
    });

    public TestImage UprightGray(int orientation) => Turn(orientation, PixelFormat.Gray8, (x, y) => [Luma[(y * Width) + x]]);

    private TestImage Turn(int orientation, PixelFormat format, Func<int, int, byte[]> pixelAt)
    {
        var (width, height) = orientation >= 5 ? (Height, Width) : (Width, Height);
        var pixels = new List<byte>();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    1 => (x, y),
                    2 => (Width - 1 - x, y),
                    3 => (Width - 1 - x, Height - 1 - y),
                    4 => (x, Height - 1 - y),
                    5 => (y, x),
                    6 => (y, Height - 1 - x),
                    7 => (Width - 1 - y, Height - 1 - x),
                    _ => (Width - 1 - y, x),
                };
                pixels.AddRange(pixelAt(fromX, fromY));
            }
        }

        return new TestImage(width, height, format, [.. pixels]);
    }

    /// <summary>One chroma sample: libjpeg-turbo interpolates no plane of one or two columns.</summary>
    private int Chroma(byte[] plane, int x, int y)
    {
        int column = HalfWidth ? x / 2 : x, row = HalfHeight ? y / 2 : y;
        if (HalfWidth && ChromaWidth <= 2)
            return At(column, row);
        int otherRow = Math.Clamp(y % 2 == 0 ? row - 1 : row + 1, 0, ChromaHeight - 1);
        if (!HalfWidth)
            return HalfHeight ? ((3 * At(column, row)) + At(column, otherRow) + (y % 2 == 0 ? 1 : 2)) >> 2 : At(column, row);
        bool atEdge = x == 0 || (x % 2 == 1 && column == ChromaWidth - 1);
        int otherColumn = x % 2 == 0 ? column - 1 : column + 1;
        if (!HalfHeight)
            return atEdge ? At(column, row) : ((3 * At(column, row)) + At(otherColumn, row) + (x % 2 == 0 ? 1 : 2)) >> 2;
        int rounding = x % 2 == 0 ? 8 : 7;
        return atEdge ? ((4 * Sum(column)) + rounding) >> 4 : ((3 * Sum(column)) + Sum(otherColumn) + rounding) >> 4;

        int At(int c, int r) => plane[(r * ChromaWidth) + c];

        int Sum(int c) => (3 * At(c, row)) + At(c, otherRow);
    }

    private static byte Clamped(int value) => (byte)Math.Clamp(value, 0, 255);
}
