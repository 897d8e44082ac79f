using System.Text;
using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>Two pixels a character: the upper half of the block in the text's colour, the lower in the background's.</summary>
internal static class HalfBlockEncoder
{
    private const char UpperHalf = '\u2580';

    /// <param name="picture">8-bit blue, green, red.</param>
    /// <param name="nameOf">A colour as control sequences name it.</param>
    public static IEnumerable<string> Encode(Mat picture, Func<Vec3b, string> nameOf)
    {
        picture.GetArray(out Vec3b[] pixels);
        int width = picture.Width, height = picture.Height;
        for (int y = 0; y < height; y += 2)
        {
            var line = new StringBuilder();
            string? text = null, background = null;
            for (int x = 0; x < width; x++)
            {
                // A last row of its own stands on the terminal's own background.
                Change(line, ref text, "38;", nameOf(pixels[(y * width) + x]));
                if (y + 1 < height)
                    Change(line, ref background, "48;", nameOf(pixels[((y + 1) * width) + x]));
                line.Append(UpperHalf);
            }

            yield return line.Append("\e[0m").ToString();
        }
    }

    private static void Change(StringBuilder line, ref string? current, string which, string color)
    {
        if (color == current)
            return;
        line.Append("\e[").Append(which).Append(color).Append('m');
        current = color;
    }
}
