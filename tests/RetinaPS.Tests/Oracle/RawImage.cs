using System.Security.Cryptography;
using RetinaPS.Imaging;

namespace RetinaPS.Tests.Oracle;

/// <summary>Pixels on the host: blue, green, red, row after row.</summary>
internal sealed record RawImage(int Width, int Height, byte[] Bgr)
{
    /// <summary>A grey image in colour.</summary>
    public static RawImage FromGray(int width, int height, byte[] levels) =>
        new(width, height, [.. levels.SelectMany(level => new[] { level, level, level })]);

    /// <summary>A copy on the device, the caller's to release.</summary>
    public ImageBuffer UploadTo(IRetinaEngine engine) => engine.Upload(Bgr, Width, Height, PixelFormat.Bgr24);

    /// <summary>SHA-256 in the goldens' form.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(SHA256.HashData(bytes));
}
