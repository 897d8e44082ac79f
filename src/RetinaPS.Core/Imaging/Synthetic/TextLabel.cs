namespace RetinaPS.Imaging.Synthetic;

/// <summary>A line of text as fundus cameras print it: 5 x 7 dots a character, in the corner where it meets least of the eye.</summary>
internal sealed class TextLabel
{
    private const string Characters = "0123456789-:/ODSRLI ";

    // Seven rows of five bits for each of the characters above, uppermost row first, leftmost dot in the highest bit.
    private static readonly byte[][] Dots =
    [
        [14, 17, 19, 21, 25, 17, 14], [4, 12, 4, 4, 4, 4, 14], [14, 17, 1, 2, 4, 8, 31], [31, 2, 4, 2, 1, 17, 14], [2, 6, 10, 18, 31, 2, 2],
        [31, 16, 30, 1, 1, 17, 14], [6, 8, 16, 30, 17, 17, 14], [31, 1, 2, 4, 8, 8, 8], [14, 17, 17, 14, 17, 17, 14], [14, 17, 17, 15, 1, 2, 12],
        [0, 0, 0, 31, 0, 0, 0], [0, 4, 4, 0, 4, 4, 0], [0, 1, 2, 4, 8, 16, 0], [14, 17, 17, 17, 17, 17, 14], [30, 17, 17, 17, 17, 17, 30],
        [15, 16, 16, 14, 1, 1, 30], [30, 17, 17, 30, 20, 18, 17], [16, 16, 16, 16, 16, 16, 31], [14, 4, 4, 4, 4, 4, 14],
        [0, 0, 0, 0, 0, 0, 0],
    ];

    private readonly string text;
    private readonly int scale;
    private readonly int left;
    private readonly int top;
    private readonly float red, green, blue;

    public TextLabel(Prng random, int width, int height, EyeSide eye, RowExtents mask)
    {
        string side = eye == EyeSide.Right ? "OD" : "OS";
        text = random.NextInt(3) switch
        {
            0 => side,
            1 => $"{2004 + random.NextInt(20)}-{1 + random.NextInt(12):00}-{1 + random.NextInt(28):00} "
                + $"{random.NextInt(24):00}:{random.NextInt(60):00} {side}",
            _ => $"ID {random.NextInt(100000):00000}/{1 + random.NextInt(9)}",
        };
        scale = Math.Max(1, (int)(height * random.Between(0.0025, 0.0045)));
        int room = Math.Max(1, width / 3 / scale / 6);
        if (text.Length > room)
            text = side;
        int wide = ((text.Length * 6) - 1) * scale, high = 7 * scale, margin = (int)(height * random.Between(0.012, 0.03));
        long least = long.MaxValue;
        int first = random.NextInt(4);
        for (int i = 0; i < 4; i++)
        {
            int corner = (first + i) & 3;
            int x = (corner & 1) == 0 ? margin : width - margin - wide;
            int y = (corner & 2) == 0 ? margin : height - margin - high;
            long covered = Covered(mask, x, y, wide, high);
            if (covered < least)
                (least, left, top) = (covered, x, y);
        }

        double level = random.Between(110, 240);
        bool coloured = random.Chance(0.4);
        red = (float)level;
        green = (float)(coloured ? level * 0.9 : level);
        blue = (float)(coloured ? level * 0.25 : level);
    }

    /// <summary>Prints the dots of one row over the row's light.</summary>
    public void Draw(int y, Span<float> r, Span<float> g, Span<float> b)
    {
        int row = y - top;
        if (row < 0 || row >= 7 * scale)
            return;
        for (int i = 0; i < text.Length; i++)
        {
            int dots = Dots[Characters.IndexOf(text[i])][row / scale];
            for (int column = 0; column < 5 * scale; column++)
            {
                int x = left + (i * 6 * scale) + column;
                if ((uint)x >= (uint)r.Length || (dots & (16 >> (column / scale))) == 0)
                    continue;
                (r[x], g[x], b[x]) = (red, green, blue);
            }
        }
    }

    private static long Covered(RowExtents mask, int x, int y, int wide, int high)
    {
        long count = 0;
        for (int row = Math.Max(y, 0); row < Math.Min(y + high, mask.Height); row++)
            count += Math.Max(0L, Math.Min(mask.Last[row], x + wide - 1) - (long)Math.Max(mask.First[row], x) + 1);
        return count;
    }
}
