using System.Text.Json;

namespace RetinaPS.Tests.Oracle;

/// <summary>Goldens/oracle.json, made by tests/goldens/make_goldens.py.</summary>
internal static class OracleGoldens
{
    private const int Levels = 256;
    private static readonly JsonElement Document = GoldenFile.Read("oracle.json");
    private static readonly OracleGolden[] Goldens =
    [
        .. ReadSet(Document.GetProperty("photographs"), isPhotograph: true),
        .. ReadSet(Document.GetProperty("generated"), isPhotograph: false),
    ];

    /// <summary>How the oracle's machine rounds when it turns HSV into BGR.</summary>
    public static HsvRounding Rounding { get; } = new(
        Document.GetProperty("hsvToBgr").GetProperty("truncatedColumnsOf95").GetInt32(),
        Document.GetProperty("hsvToBgr").GetProperty("fusedMultiplyAdd").GetBoolean());

    public static IReadOnlyList<OracleGolden> All => Goldens;

    public static OracleGolden Find(string input, string variant) =>
        Goldens.Single(g => g.Input.Name == input && g.Variant.Name == variant);

    private static IEnumerable<OracleGolden> ReadSet(JsonElement set, bool isPhotograph)
    {
        string reference = set.GetProperty("reference").GetString()!;
        foreach (var image in set.GetProperty("images").EnumerateArray())
        {
            string name = image.GetProperty("name").GetString()!;
            var input = new OracleInput(name, reference, image.GetProperty("pixels").GetString()!, isPhotograph);
            byte[][] tables = [.. GoldenFile.Unpack(image.GetProperty("tables")).Chunk(Levels)];
            int at = 0;
            foreach (var variant in image.GetProperty("variants").EnumerateArray())
            {
                yield return Read(input, OracleVariant.All[at], variant, tables[(6 * at)..((6 * at) + 6)]);
                at++;
            }
        }
    }

    private static OracleGolden Read(OracleInput input, OracleVariant variant, JsonElement values, byte[][] tables)
    {
        bool found = !values.TryGetProperty("error", out _);
        return new OracleGolden
        {
            Input = input,
            Variant = variant,
            EyeFound = found,
            ConstantChannel = found && values.GetProperty("constantChannel").GetBoolean(),
            Width = found ? values.GetProperty("width").GetInt32() : 0,
            Height = found ? values.GetProperty("height").GetInt32() : 0,
            Mask = Text("mask"),
            Specified = Text("specified"),
            Clahe = Text("clahe"),
            Result = Text("result"),
            Cumulative = tables[..3],
            Tables = tables[3..],
        };

        string Text(string name) => found ? values.GetProperty(name).GetString()! : string.Empty;
    }
}
