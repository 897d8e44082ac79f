using System.IO.Compression;
using System.Text.Json;

namespace RetinaPS.Tests.Oracle;

/// <summary>A JSON file of goldens, in which larger arrays are zlib streams in base64.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", name));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static byte[] Unpack(JsonElement text)
    {
        using var bytes = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(text.GetBytesFromBase64()), CompressionMode.Decompress);
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Single-precision numbers, little-endian.</summary>
    public static float[] UnpackFloats(JsonElement text)
    {
        byte[] bytes = Unpack(text);
        var numbers = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return numbers;
    }
}
