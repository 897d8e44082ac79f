using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenCvSharp;

namespace RetinaPS.Tests.Terminal;

/// <summary>A terminal that draws on a matrix what it is sent: Sixel, kitty's protocol, half blocks, characters.</summary>
internal static partial class TerminalDecoder
{
    /// <summary>The picture of a Sixel sequence; pixels that nothing was drawn on are magenta.</summary>
    public static Mat Sixel(string sequence)
    {
        var frame = SixelFrame().Match(sequence);
        if (!frame.Success)
            throw new FormatException("no Sixel sequence");
        int width = Number(frame.Groups[1]), height = Number(frame.Groups[2]);
        var picture = new Mat(height, width, MatType.CV_8UC3, new Scalar(255, 0, 255));
        var palette = new Dictionary<int, Vec3b>();
        int color = -1, x = 0, top = 0;
        foreach (Match token in SixelToken().Matches(frame.Groups[3].Value))
        {
            switch (token.Value[0])
            {
                case '#' when token.Groups["r"].Success:
                    palette.Add(Number(token.Groups["color"]), new Vec3b(Level(token.Groups["b"]), Level(token.Groups["g"]), Level(token.Groups["r"])));
                    break;
                case '#':
                    color = Number(token.Groups["color"]);
                    break;
                case '$':
                    x = 0;
                    break;
                case '-':
                    (x, top) = (0, top + 6);
                    break;
                default:
                    int count = token.Groups["count"].Success ? Number(token.Groups["count"]) : 1;
                    for (; count > 0; count--, x++)
                        DrawSixel(picture, x, top, token.Value[^1] - '?', palette[color]);
                    break;
            }
        }

        return picture;
    }

    /// <summary>The picture of a sequence of kitty's protocol, and the columns that it is to take.</summary>
    public static (Mat Picture, int Columns) Kitty(string sequence)
    {
        var parts = KittyPart().Matches(sequence);
        if (parts.Sum(part => part.Length) != sequence.Length)
            throw new FormatException("not only parts of a picture");
        var data = new StringBuilder();
        for (int i = 0; i < parts.Count; i++)
        {
            string expected = i < parts.Count - 1 ? "m=1" : "m=0";
            if (!parts[i].Groups[1].Value.EndsWith(expected, StringComparison.Ordinal) || parts[i].Groups[2].Length > 4096)
                throw new FormatException($"part {i} is wrong: {parts[i].Groups[1].Value}");
            data.Append(parts[i].Groups[2].Value);
        }

        var control = parts[0].Groups[1].Value.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        if ((control["a"], control["f"]) != ("T", "100"))
            throw new FormatException("not shown at once, or no PNG");
        return (Cv2.ImDecode(Convert.FromBase64String(data.ToString()), ImreadModes.Unchanged), int.Parse(control["c"], CultureInfo.InvariantCulture));
    }

    /// <summary>The picture of lines of half blocks; of an odd height, the last row is the terminal's background, here magenta.</summary>
    public static Mat HalfBlocks(IReadOnlyList<string> lines)
    {
        int width = lines[0].Count(character => character == '\u2580');
        var picture = new Mat(2 * lines.Count, width, MatType.CV_8UC3);
        for (int row = 0; row < lines.Count; row++)
        {
            Vec3b ink = new(255, 0, 255), paper = new(255, 0, 255);
            int x = 0;
            foreach (Match token in BlockToken().Matches(lines[row]))
            {
                if (token.Value == "\u2580")
                {
                    picture.At<Vec3b>(2 * row, x) = ink;
                    picture.At<Vec3b>((2 * row) + 1, x++) = paper;
                }
                else if (token.Groups["which"].Success)
                {
                    var color = token.Groups["index"].Success ? Xterm(Number(token.Groups["index"]))
                        : new Vec3b((byte)Number(token.Groups["b"]), (byte)Number(token.Groups["g"]), (byte)Number(token.Groups["r"]));
                    if (token.Groups["which"].Value == "38")
                        ink = color;
                    else
                        paper = color;
                }
            }

            if (x != width || !lines[row].EndsWith("\e[0m", StringComparison.Ordinal))
                throw new FormatException($"line {row} has {x} characters, or leaves its colours on");
        }

        return picture;
    }

    /// <summary>xterm's palette from 16 on, as its documentation gives it.</summary>
    public static Vec3b Xterm(int index)
    {
        if (index >= 232)
            return new Vec3b((byte)(8 + (10 * (index - 232))), (byte)(8 + (10 * (index - 232))), (byte)(8 + (10 * (index - 232))));
        int cube = index - 16;
        return new Vec3b(Side(cube % 6), Side(cube / 6 % 6), Side(cube / 36));

        static byte Side(int step) => (byte)(step == 0 ? 0 : 55 + (40 * step));
    }

    private static void DrawSixel(Mat picture, int x, int top, int bits, Vec3b color)
    {
        for (int row = 0; row < 6; row++)
        {
            if ((bits & (1 << row)) != 0)
                picture.At<Vec3b>(top + row, x) = color;
        }
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static byte Level(Group percent) => (byte)Math.Round(Number(percent) * 2.55);

    [GeneratedRegex("^\eP0;1;0q\"1;1;(\\d+);(\\d+)(.*)\e\\\\$", RegexOptions.Singleline)]
    private static partial Regex SixelFrame();

    [GeneratedRegex("#(?<color>\\d+)(;2;(?<r>\\d+);(?<g>\\d+);(?<b>\\d+))?|!(?<count>\\d+)[?-~]|[?-~]|\\$|-")]
    private static partial Regex SixelToken();

    [GeneratedRegex("\e_G([^;]*);([^\e]*)\e\\\\")]
    private static partial Regex KittyPart();

    [GeneratedRegex("\u2580|\e\\[(?<which>38|48);(2;(?<r>\\d+);(?<g>\\d+);(?<b>\\d+)|5;(?<index>\\d+))m|\e\\[0m")]
    private static partial Regex BlockToken();
}
