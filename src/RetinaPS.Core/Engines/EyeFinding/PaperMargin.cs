namespace RetinaPS.Engines.EyeFinding;

/// <summary>White margins about a scanned or pasted photograph: they hide the camera's own background from the corners.</summary>
/// <param name="Left">Columns of margin on the left.</param>
/// <param name="Top">Rows of margin above.</param>
/// <param name="Width">Columns of the photograph between the margins.</param>
/// <param name="Height">Rows of the photograph between the margins.</param>
/// <param name="IsEmpty">Whether there is no margin, or nothing but margin.</param>
internal readonly record struct PaperMargin(int Left, int Top, int Width, int Height, bool IsEmpty)
{
    private const int White = 200;

    /// <summary>Counts the white rows and columns at each side.</summary>
    public static PaperMargin Measure(ReadOnlySpan<byte> bgr, int width, int height)
    {
        int top = 0, bottom = height, left = 0, right = width;
        while (top < bottom && IsWhite(bgr, top * width, 1, width))
            top++;
        while (bottom > top && IsWhite(bgr, (bottom - 1) * width, 1, width))
            bottom--;
        while (left < right && IsWhite(bgr, (top * width) + left, width, bottom - top))
            left++;
        while (right > left && IsWhite(bgr, (top * width) + right - 1, width, bottom - top))
            right--;
        bool empty = (right - left == width && bottom - top == height) || right - left < width / 4 || bottom - top < height / 4;
        return new PaperMargin(left, top, right - left, bottom - top, empty);
    }

    /// <summary>The photograph without its margin.</summary>
    public byte[] Strip(ReadOnlySpan<byte> bgr, int width)
    {
        var inner = new byte[Width * Height * 3];
        for (int y = 0; y < Height; y++)
            bgr.Slice((((Top + y) * width) + Left) * 3, Width * 3).CopyTo(inner.AsSpan(y * Width * 3));
        return inner;
    }

    /// <summary>A finding inside the margin, in the coordinates of the whole picture.</summary>
    public EyeFinding Restore(EyeFinding inner)
    {
        var outline = inner.Outline;
        var circle = outline.Circle with { CenterX = outline.Circle.CenterX + Left, CenterY = outline.Circle.CenterY + Top };
        return inner with
        {
            Outline = new EyeOutline(circle, outline.Left + Left, outline.Top + Top, outline.Right + Left, outline.Bottom + Top),
        };
    }

    /// <summary>Whether a row or column is white but for a few specks.</summary>
    private static bool IsWhite(ReadOnlySpan<byte> bgr, int start, int step, int count)
    {
        int dark = 0;
        for (int i = 0; i < count; i++)
        {
            var pixel = bgr.Slice((start + (i * step)) * 3, 3);
            if (pixel[0] < White || pixel[1] < White || pixel[2] < White)
                dark++;
        }

        return dark <= count / 50;
    }
}
