using System.Text.Json;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Manifest;

/// <summary>Reads a manifest's lines, which <see cref="ManifestFormat"/> writes.</summary>
internal static class ManifestParser
{
    /// <summary>What one line records: a ManifestRun, ManifestIntent, PreprocessResult or ManifestEnd.</summary>
    /// <param name="line">The line.</param>
    /// <param name="entry">The record; null for a kind that this version does not know.</param>
    /// <returns>False if the line is damaged.</returns>
    public static bool TryParse(string line, out object? entry)
    {
        entry = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            entry = root.GetProperty("type").GetString() switch
            {
                "run" => ParseRun(root),
                "begun" => ParseIntent(root),
                "photograph" => ParsePhotograph(root),
                "end" => ParseEnd(root),
                _ => null,
            };
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static object ParseRun(JsonElement line)
    {
        int version = line.GetProperty("version").GetInt32();
        if (version != ManifestRun.CurrentVersion)
            return new ForeignRun(version);
        var parameters = line.GetProperty("parameters");
        return new ManifestRun
        {
            Id = RequireText(line, "id"),
            Started = line.GetProperty("started").GetDateTime(),
            Module = RequireText(line, "module"),
            Command = RequireText(line, "command"),
            Devices = [.. line.GetProperty("devices").EnumerateArray().Select(device => device.GetString()!)],
            Engine = RequireText(line, "engine"),
            Parameters = new ManifestParameters(
                RequireText(parameters, "reference"),
                RequireText(parameters, "referenceHash"),
                Enum.Parse<EyeMaskMethod>(RequireText(parameters, "maskMethod")),
                parameters.GetProperty("clipLimit").GetDouble(),
                [.. parameters.GetProperty("tileGrid").EnumerateArray().Select(tiles => tiles.GetInt32())],
                parameters.GetProperty("pyramidDown").GetBoolean(),
                parameters.GetProperty("excludeSaturated").GetBoolean(),
                parameters.GetProperty("crop").GetBoolean(),
                parameters.GetProperty("size").GetInt32(),
                Text(parameters, "format") is { } format ? Enum.Parse<ImageFileFormat>(format) : null,
                parameters.GetProperty("quality").GetInt32()),
            ParametersHash = RequireText(line, "parametersHash"),
        };
    }

    private static ManifestIntent ParseIntent(JsonElement line) => new(
        RequireText(line, "source"),
        RequireText(line, "destination"),
        RequireText(line, "destinationHash"),
        Text(line, "maskDestination"),
        Text(line, "maskDestinationHash"));

    private static PreprocessResult ParsePhotograph(JsonElement line) => new()
    {
        Source = RequireText(line, "source"),
        SourceFile = Fingerprint(line, "source"),
        ParametersHash = Text(line, "parametersHash"),
        Destination = RequireText(line, "destination"),
        DestinationFile = Fingerprint(line, "destination"),
        MaskDestination = Text(line, "maskDestination"),
        MaskFile = Fingerprint(line, "maskDestination"),
        SourceWidth = Count(line, "sourceWidth"),
        SourceHeight = Count(line, "sourceHeight"),
        Width = Count(line, "width"),
        Height = Count(line, "height"),
        Status = Enum.Parse<PreprocessStatus>(RequireText(line, "status")),
        Circle = line.GetProperty("circle") is { ValueKind: JsonValueKind.Object } circle
            ? new EyeCircle(Number(circle, "x"), Number(circle, "y"), Number(circle, "radius"))
            : null,
        MaskRatio = Number(line, "maskRatio"),
        MaskMethod = Text(line, "maskMethod") is { } method ? Enum.Parse<EyeMaskMethod>(method) : EyeMaskMethod.Auto,
        Confidence = Number(line, "confidence"),
        Brightness = Number(line, "brightness"),
        Reason = Text(line, "reason"),
        DecodeTime = Time(line, "decodeMs"),
        ProcessTime = Time(line, "processMs"),
        EncodeTime = Time(line, "encodeMs"),
        ErrorId = line.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? Text(error, "id") : null,
        ErrorMessage = line.GetProperty("error") is { ValueKind: JsonValueKind.Object } same ? Text(same, "message") : null,
        Device = Text(line, "device"),
        Finished = line.GetProperty("finished").GetDateTime(),
    };

    private static ManifestEnd ParseEnd(JsonElement line) => new(
        line.GetProperty("finished").GetDateTime(),
        line.GetProperty("done").GetInt32(),
        line.GetProperty("doubtful").GetInt32(),
        line.GetProperty("failed").GetInt32(),
        line.GetProperty("skipped").GetInt32(),
        TimeSpan.FromSeconds(line.GetProperty("elapsedSeconds").GetDouble()),
        line.GetProperty("interrupted").GetBoolean());

    private static FileFingerprint? Fingerprint(JsonElement line, string prefix) => Text(line, prefix + "Hash") is { } hash
        ? new FileFingerprint(line.GetProperty(prefix + "Bytes").GetInt64(), hash, line.GetProperty(prefix + "Modified").GetDateTime())
        : null;

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static string RequireText(JsonElement line, string name) => Text(line, name) ?? throw new FormatException(name);

    private static int Count(JsonElement line, string name) =>
        line.GetProperty(name) is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : 0;

    private static double Number(JsonElement line, string name) =>
        line.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.NaN;

    private static TimeSpan Time(JsonElement line, string name) => TimeSpan.FromMilliseconds(line.GetProperty(name).GetDouble());

    /// <summary>A run that another version of the format records.</summary>
    internal sealed record ForeignRun(int Version);
}
