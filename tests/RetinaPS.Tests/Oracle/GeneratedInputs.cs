using System.Globalization;
using RetinaPS.Imaging.Synthetic;

namespace RetinaPS.Tests.Oracle;

/// <summary>
/// The inputs of the goldens that every machine can make for itself. A name says all: what is drawn, its size, and a seed where there is
/// one. Sizes are chosen for what goes wrong by size: a single pixel or row, widths that no vector divides, tiles of less than a pixel,
/// sides that the tile grid divides and sides that it does not.
/// </summary>
internal static class GeneratedInputs
{
    public const string Reference = "fundus-480x320-1";

    public static readonly string[] Names =
    [
        Reference,
        "fundus-1x1-0", "fundus-2x2-1", "fundus-15x17-2", "fundus-16x16-3", "fundus-31x33-4", "fundus-32x32-5", "fundus-47x64-6",
        "fundus-3x500-7", "fundus-17x1000-18", "fundus-1000x31-9", "fundus-333x500-10", "fundus-272x144-11", "fundus-512x384-12",
        "fundus-640x480-13", "fundus-1023x767-14", "fundus-800x600-15",
        "noise-1x1-1", "noise-1x63-1", "noise-63x1-1", "noise-257x129-1", "noise-320x256-2",
        "ramp-255x255", "ramp-640x401", "rings-61x47", "rings-1000x333", "colours-360x257",
        "black-64x48", "constant-blue-65x43",
    ];

    public static RawImage Create(string name)
    {
        string[] parts = name.Split('-');
        int at = Array.FindIndex(parts, part => char.IsDigit(part[0]));
        int[] size = Array.ConvertAll(parts[at].Split('x'), int.Parse);
        int seed = parts.Length > at + 1 ? int.Parse(parts[at + 1], CultureInfo.InvariantCulture) : 0;
        var (width, height) = (size[0], size[1]);
        return string.Join('-', parts[..at]) switch
        {
            "fundus" => Fundus(width, height, seed),
            "noise" => Noise(width, height, seed),
            "ramp" => Draw(width, height, (x, y) => (x, y, (x + y) / 2)),
            "rings" => Draw(width, height, (x, y) => (Ring(x, y, 97), Ring(x - (width / 2), y - (height / 2), 61), Ring(x - width, y, 41))),

            // Every hue, many saturations and values: an eye's colours use a small part of what the conversions must get right.
            "colours" => Draw(width, height, (x, y) => (x * 7 % 256, (y * 5) + (x / 9), (x * y / 16) + (y * 3))),
            "black" => Draw(width, height, (_, _) => (0, 0, 0)),
            "constant-blue" => Draw(width, height, (x, y) => (40, Ring(x, y, 97), Ring(x - width, y, 41))),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static int Ring(int x, int y, int width) => ((x * x) + (y * y)) / width;

    private static RawImage Fundus(int width, int height, int seed) =>
        new(width, height, SyntheticFundus.Create(new() { Width = width, Height = height, Seed = (ulong)seed }).Bgr);

    private static RawImage Noise(int width, int height, int seed)
    {
        var bgr = new byte[3 * width * height];
        new Random(seed).NextBytes(bgr);
        return new RawImage(width, height, bgr);
    }

    private static RawImage Draw(int width, int height, Func<int, int, (int Blue, int Green, int Red)> color)
    {
        var bgr = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (blue, green, red) = color(x, y);
                int at = 3 * ((y * width) + x);
                (bgr[at], bgr[at + 1], bgr[at + 2]) = ((byte)blue, (byte)green, (byte)red);
            }
        }

        return new RawImage(width, height, bgr);
    }
}
