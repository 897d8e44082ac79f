using System.Globalization;
using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>How a colour is named in a control sequence (ISO 8613-6): by its three levels, or by its number among xterm's 256.</summary>
internal static class XtermColors
{
    /// <summary>The first sixteen are whatever the user likes.</summary>
    private const int FirstFixed = 16;
    private const int CubeSide = 6;
    private const int Grays = 24;

    /// <summary>The colours that are the same everywhere: the 6 x 6 x 6 cube, then the greys.</summary>
    public static Vec3b[] Palette { get; } =
    [
        .. Enumerable.Range(0, CubeSide * CubeSide * CubeSide).Select(i => new Vec3b(CubeLevel(i), CubeLevel(i / CubeSide), CubeLevel(i / CubeSide / CubeSide))),
        .. Enumerable.Range(0, Grays).Select(i => (byte)(8 + (10 * i))).Select(level => new Vec3b(level, level, level)),
    ];

    public static string Direct(Vec3b color) => string.Create(CultureInfo.InvariantCulture, $"2;{color.Item2};{color.Item1};{color.Item0}");

    /// <summary>The nearest of the palette. Not dithered: with so few pixels, vessels would drown in the pattern.</summary>
    public static string Indexed(Vec3b color) =>
        string.Create(CultureInfo.InvariantCulture, $"5;{FirstFixed + Enumerable.Range(0, Palette.Length).MinBy(i => Distance(color, Palette[i]))}");

    private static int Distance(Vec3b a, Vec3b b)
    {
        int blue = a.Item0 - b.Item0, green = a.Item1 - b.Item1, red = a.Item2 - b.Item2;
        return (blue * blue) + (green * green) + (red * red);
    }

    private static byte CubeLevel(int i) => (byte)(i % CubeSide == 0 ? 0 : 55 + (40 * (i % CubeSide)));
}
