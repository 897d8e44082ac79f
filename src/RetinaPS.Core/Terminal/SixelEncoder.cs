using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>Sixel graphics (DEC STD 070, chapter 9): bands of six rows; within one, for each colour of the palette, which of the six have it.</summary>
internal static class SixelEncoder
{
    private const int BandHeight = 6;
    private const int Colors = 256;

    public static string Encode(Mat picture)
    {
        int width = picture.Width, height = picture.Height;
        picture.GetArray(out Vec3b[] pixels);
        var palette = MedianCut.Choose(pixels, Colors);
        byte[] indices = DitheredImage.From(pixels, width, palette);
        var sequence = new StringBuilder(indices.Length / 2);

        // Pixels are square; what no colour covers stays as it is; and the picture's size.
        sequence.Append(CultureInfo.InvariantCulture, $"\eP0;1;0q\"1;1;{width};{height}");
        for (int i = 0; i < palette.Length; i++)
            sequence.Append(CultureInfo.InvariantCulture, $"#{i};2;{Percent(palette[i].Item2)};{Percent(palette[i].Item1)};{Percent(palette[i].Item0)}");
        for (int top = 0; top < height; top += BandHeight)
            AppendBand(sequence, indices, width, top, Math.Min(BandHeight, height - top), palette.Length);
        return sequence.Append("\e\\").ToString();
    }

    /// <summary>A level as the protocol has it, and as the palette is rounded to before.</summary>
    public static int Percent(byte level) => ((level * 100) + 127) / 255;

    private static void AppendBand(StringBuilder sequence, byte[] indices, int width, int top, int rows, int colors)
    {
        var patterns = new byte[colors][];
        for (int row = 0; row < rows; row++)
        {
            for (int x = 0; x < width; x++)
                (patterns[indices[((top + row) * width) + x]] ??= new byte[width])[x] |= (byte)(1 << row);
        }

        bool first = true;
        for (int color = 0; color < colors; color++)
        {
            if (patterns[color] is not { } pattern)
                continue;
            if (!first)
                sequence.Append('$');
            first = false;
            sequence.Append('#').Append(color);
            AppendRuns(sequence, pattern);
        }

        sequence.Append('-');
    }

    /// <summary>Four or more alike are written as a number and one; what is empty at the end is not written.</summary>
    private static void AppendRuns(StringBuilder sequence, ReadOnlySpan<byte> pattern)
    {
        pattern = pattern.TrimEnd((byte)0);
        while (!pattern.IsEmpty)
        {
            int length = pattern.IndexOfAnyExcept(pattern[0]);
            if (length < 0)
                length = pattern.Length;
            char sixel = (char)('?' + pattern[0]);
            if (length > 3)
                sequence.Append('!').Append(length).Append(sixel);
            else
                sequence.Append(sixel, length);
            pattern = pattern[length..];
        }
    }
}
