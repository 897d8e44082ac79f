using System.Text.Json;

namespace RetinaPS.Imaging;

/// <summary>A <see cref="ColorReference"/> as JSON: format name and version, then the three distributions as arrays of 256 numbers.</summary>
internal static class ColorReferenceFile
{
    private const string FormatName = "RetinaPS.ColorReference";
    private const int FormatVersion = 1;
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static byte[] Serialize(ColorReference reference) => JsonSerializer.SerializeToUtf8Bytes(
        new Document(
            FormatName,
            FormatVersion,
            reference.Name,
            [.. reference.Sources],
            reference.PixelCount,
            reference.ExcludeSaturated,
            Widen(reference.Tables[0]),
            Widen(reference.Tables[1]),
            Widen(reference.Tables[2])),
        Options);

    public static ColorReference Parse(string path, ReadOnlySpan<byte> utf8)
    {
        Document? document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(utf8, Options);
        }
        catch (JsonException e)
        {
            throw RetinaErrors.InvalidReference(path, e.Message, e);
        }

        if (document is not { Format: FormatName })
            throw RetinaErrors.InvalidReference(path, $"its \"format\" is not \"{FormatName}\".");
        if (document.Version != FormatVersion)
            throw RetinaErrors.InvalidReference(path, $"its version is {document.Version}; this RetinaPS reads version {FormatVersion}.");
        return new ColorReference(
            document.Name ?? System.IO.Path.GetFileNameWithoutExtension(path),
            document.Sources ?? [],
            document.PixelCount,
            document.ExcludeSaturated,
            [Narrow(document.Blue), Narrow(document.Green), Narrow(document.Red)]);

        byte[] Narrow(int[]? levels)
        {
            bool rising = levels is { Length: HistogramSpecification.Levels } && levels[0] >= 0 && levels[^1] <= 255
                && levels.Zip(levels.Skip(1)).All(pair => pair.First <= pair.Second);
            return rising
                ? Array.ConvertAll(levels!, level => (byte)level)
                : throw RetinaErrors.InvalidReference(path, "each channel needs 256 numbers from 0 to 255 that never fall.");
        }
    }

    private static int[] Widen(byte[] levels) => Array.ConvertAll(levels, level => (int)level);

    private sealed record Document(
        string? Format, int Version, string? Name, string[]? Sources, long PixelCount, bool ExcludeSaturated, int[]? Blue, int[]? Green, int[]? Red);
}
