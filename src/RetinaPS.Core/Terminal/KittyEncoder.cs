using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>kitty's graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol): a PNG in base64, in parts of 4096 characters.</summary>
internal static class KittyEncoder
{
    private const int PartLength = 4096;

    public static string Encode(Mat picture, int columns)
    {
        Cv2.ImEncode(".png", picture, out byte[] png);
        string data = Convert.ToBase64String(png);
        var sequence = new StringBuilder(data.Length + 512);
        for (int start = 0; start < data.Length; start += PartLength)
        {
            bool more = start + PartLength < data.Length;

            // Shown at once, as wide as so many characters, and without an answer that nobody would read.
            string control = start == 0 ? string.Create(CultureInfo.InvariantCulture, $"a=T,f=100,q=2,c={columns},m={(more ? 1 : 0)}") : $"m={(more ? 1 : 0)}";
            sequence.Append("\e_G").Append(control).Append(';').Append(data, start, Math.Min(PartLength, data.Length - start)).Append("\e\\");
        }

        return sequence.ToString();
    }
}
