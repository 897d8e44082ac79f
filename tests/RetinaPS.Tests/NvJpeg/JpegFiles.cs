using OpenCvSharp;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>JPEG files of many kinds.</summary>
internal static class JpegFiles
{
    public const int Sampling444 = 0x111111;
    public const int Sampling422 = 0x211111;
    public const int Sampling440 = 0x121111;
    public const int Sampling420 = 0x221111;
    public const int Sampling411 = 0x411111;
    private const ImwriteFlags SamplingFactor = (ImwriteFlags)7;

    /// <summary>A photograph in colour.</summary>
    public static byte[] Color(int width, int height, int sampling = Sampling420, bool progressive = false, int restart = 0, int quality = 90, int seed = 1)
    {
        byte[] pixels = Photographs.Create((ulong)seed, Math.Max(width, 32), Math.Max(height, 32)).Bgr;
        using var photograph = Mat.FromPixelData(Math.Max(height, 32), Math.Max(width, 32), MatType.CV_8UC3, pixels);
        using var part = new Mat(photograph, new Rect(photograph.Width - width, photograph.Height - height, width, height)).Clone();
        return Encode(part, sampling, progressive, restart, quality);
    }

    /// <summary>A photograph in grey.</summary>
    public static byte[] Gray(int width, int height, bool progressive = false)
    {
        using var color = Cv2.ImDecode(Color(width, height, quality: 100), ImreadModes.Grayscale);
        return Encode(color, 0, progressive, 0, 90);
    }

    /// <summary>The file with a segment behind its start.</summary>
    public static byte[] WithSegment(byte[] file, byte marker, ReadOnlySpan<byte> content) =>
        [0xFF, 0xD8, 0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. file.AsSpan(2)];

    /// <summary>The file, made to fail in the software nvJPEG with a status; other decoders pass the comment over.</summary>
    public static byte[] Failing(byte[] file, int status) => WithSegment(file, 0xFE, System.Text.Encoding.ASCII.GetBytes($"softnvjpeg:{status}"));

    /// <summary>Where the content of the first segment of that kind begins.</summary>
    public static int Find(byte[] file, byte marker)
    {
        for (int position = 2; position + 4 < file.Length; position += 2 + (file[position + 2] << 8) + file[position + 3])
        {
            if (file[position + 1] == marker)
                return position + 4;
        }

        throw new ArgumentException($"The file has no segment {marker:X2}.", nameof(marker));
    }

    private static byte[] Encode(Mat picture, int sampling, bool progressive, int restart, int quality)
    {
        List<ImageEncodingParam> parameters =
        [
            new(ImwriteFlags.JpegQuality, quality), new(ImwriteFlags.JpegProgressive, progressive ? 1 : 0), new(ImwriteFlags.JpegRstInterval, restart),
        ];
        if (sampling != 0)
            parameters.Add(new ImageEncodingParam(SamplingFactor, sampling));
        Cv2.ImEncode(".jpg", picture, out byte[] file, [.. parameters]);
        return file;
    }
}
