using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Manifest;

/// <summary>A manifest's lines, one JSON object each: the records below are their description, for writing and for reading.</summary>
internal static class ManifestLines
{
    // Names of files stay readable in whatever script they are; a manifest is no web page.
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, ManifestRun run) => JsonSerializer.Serialize(json, RunLine.Of(run), ManifestJson.Default.RunLine);

    public static void Write(Utf8JsonWriter json, ManifestIntent intent) => JsonSerializer.Serialize(
        json,
        new BegunLine("begun", intent.Source, intent.Destination, intent.DestinationHash, intent.MaskDestination, intent.MaskHash),
        ManifestJson.Default.BegunLine);

    public static void Write(Utf8JsonWriter json, PreprocessResult result) =>
        JsonSerializer.Serialize(json, PhotographLine.Of(result), ManifestJson.Default.PhotographLine);

    public static void Write(Utf8JsonWriter json, ManifestEnd end) => JsonSerializer.Serialize(json, EndLine.Of(end), ManifestJson.Default.EndLine);

    /// <summary>What decides the results' bytes, in a fixed order, so that its hash can stand for it.</summary>
    public static byte[] Deciding(ManifestParameters parameters)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            JsonSerializer.Serialize(json, ParametersLine.Of(parameters), ManifestJson.Default.DecidingParameters);
        return stream.ToArray();
    }

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
                "run" when root.GetProperty("version").GetInt32() is var version and not ManifestRun.CurrentVersion => new ForeignRun(version),
                "run" => root.Deserialize(ManifestJson.Default.RunLine)!.ToRun(),
                "begun" => root.Deserialize(ManifestJson.Default.BegunLine)!.ToIntent(),
                "photograph" => root.Deserialize(ManifestJson.Default.PhotographLine)!.ToResult(),
                "end" => root.Deserialize(ManifestJson.Default.EndLine)!.ToEnd(),
                _ => null,
            };
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>A run that another version of the format records.</summary>
    internal sealed record ForeignRun(int Version);

    internal sealed record RunLine(
        string Type, int Version, string Id, DateTime Started, string Module, string Command, string[] Devices, string Engine,
        ParametersLine Parameters, string ParametersHash)
    {
        public static RunLine Of(ManifestRun run) => new(
            "run", ManifestRun.CurrentVersion, run.Id, run.Started, run.Module, run.Command, [.. run.Devices], run.Engine,
            ParametersLine.Of(run.Parameters), run.ParametersHash);

        public ManifestRun ToRun() => new()
        {
            Id = Id,
            Started = Started,
            Module = Module,
            Command = Command,
            Devices = [.. Devices],
            Engine = Engine,
            Parameters = Parameters.ToParameters(),
            ParametersHash = ParametersHash,
        };
    }

    internal record DecidingParameters(
        string ReferenceHash, EyeMaskMethod MaskMethod, double ClipLimit, int[] TileGrid, bool PyramidDown, bool ExcludeSaturated, bool Crop, int Size,
        ImageFileFormat? Format, int Quality);

    internal sealed record ParametersLine(
        string Reference, string ReferenceHash, EyeMaskMethod MaskMethod, double ClipLimit, int[] TileGrid, bool PyramidDown, bool ExcludeSaturated,
        bool Crop, int Size, ImageFileFormat? Format, int Quality)
        : DecidingParameters(ReferenceHash, MaskMethod, ClipLimit, TileGrid, PyramidDown, ExcludeSaturated, Crop, Size, Format, Quality)
    {
        public static ParametersLine Of(ManifestParameters p) => new(
            p.Reference, p.ReferenceHash, p.MaskMethod, p.ClipLimit, [.. p.TileGrid], p.PyramidDown, p.ExcludeSaturated, p.Crop, p.Size, p.Format,
            p.Quality);

        public ManifestParameters ToParameters() => new(
            Reference, ReferenceHash, MaskMethod, ClipLimit, [.. TileGrid], PyramidDown, ExcludeSaturated, Crop, Size, Format, Quality);
    }

    internal sealed record BegunLine(
        string Type, string Source, string Destination, string DestinationHash, string? MaskDestination, string? MaskDestinationHash)
    {
        public ManifestIntent ToIntent() => new(Source, Destination, DestinationHash, MaskDestination, MaskDestinationHash);
    }

    /// <summary>Numbers that are not known are null; those that were not measured exactly are rounded to three places.</summary>
    internal sealed record PhotographLine(
        string Type,
        string Source, long? SourceBytes, string? SourceHash, DateTime? SourceModified,
        string? ParametersHash,
        string Destination, long? DestinationBytes, string? DestinationHash, DateTime? DestinationModified,
        string? MaskDestination, long? MaskDestinationBytes, string? MaskDestinationHash, DateTime? MaskDestinationModified,
        int? SourceWidth, int? SourceHeight, int? Width, int? Height,
        PreprocessStatus Status, CircleLine? Circle, double? MaskRatio, EyeMaskMethod? MaskMethod, double? Confidence, double? Brightness,
        string? Reason, double DecodeMs, double ProcessMs, double EncodeMs, ErrorLine? Error, string? Device, DateTime Finished)
    {
        public static PhotographLine Of(PreprocessResult r) => new(
            "photograph",
            r.Source, r.SourceFile?.Bytes, r.SourceFile?.Hash, r.SourceFile?.Modified,
            r.ParametersHash,
            r.Destination, r.DestinationFile?.Bytes, r.DestinationFile?.Hash, r.DestinationFile?.Modified,
            r.MaskDestination, r.MaskFile?.Bytes, r.MaskFile?.Hash, r.MaskFile?.Modified,
            Known(r.SourceWidth), Known(r.SourceHeight), Known(r.Width), Known(r.Height),
            r.Status, r.Circle is { } circle ? new CircleLine(circle.CenterX, circle.CenterY, circle.Radius) : null,
            Known(r.MaskRatio), r.Status == PreprocessStatus.Failed ? null : r.MaskMethod, Known(r.Confidence), Known(Math.Round(r.Brightness, 3)),
            r.Reason, Milliseconds(r.DecodeTime), Milliseconds(r.ProcessTime), Milliseconds(r.EncodeTime),
            r.ErrorId is null ? null : new ErrorLine(r.ErrorId, r.ErrorMessage), r.Device, r.Finished);

        public PreprocessResult ToResult() => new()
        {
            Source = Source,
            SourceFile = Fingerprint(SourceBytes, SourceHash, SourceModified),
            ParametersHash = ParametersHash,
            Destination = Destination,
            DestinationFile = Fingerprint(DestinationBytes, DestinationHash, DestinationModified),
            MaskDestination = MaskDestination,
            MaskFile = Fingerprint(MaskDestinationBytes, MaskDestinationHash, MaskDestinationModified),
            SourceWidth = SourceWidth ?? 0,
            SourceHeight = SourceHeight ?? 0,
            Width = Width ?? 0,
            Height = Height ?? 0,
            Status = Status,
            Circle = Circle is { } circle ? new EyeCircle(circle.X, circle.Y, circle.Radius) : null,
            MaskRatio = MaskRatio ?? double.NaN,
            MaskMethod = MaskMethod ?? EyeMaskMethod.Auto,
            Confidence = Confidence ?? double.NaN,
            Brightness = Brightness ?? double.NaN,
            Reason = Reason,
            DecodeTime = TimeSpan.FromMilliseconds(DecodeMs),
            ProcessTime = TimeSpan.FromMilliseconds(ProcessMs),
            EncodeTime = TimeSpan.FromMilliseconds(EncodeMs),
            ErrorId = Error?.Id,
            ErrorMessage = Error?.Message,
            Device = Device,
            Finished = Finished,
        };

        private static int? Known(int count) => count > 0 ? count : null;

        private static double? Known(double number) => double.IsFinite(number) ? number : null;

        private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

        private static FileFingerprint? Fingerprint(long? bytes, string? hash, DateTime? modified) =>
            hash is null ? null : new FileFingerprint(bytes!.Value, hash, modified!.Value);
    }

    internal sealed record CircleLine(double X, double Y, double Radius);

    internal sealed record ErrorLine(string Id, string? Message);

    internal sealed record EndLine(
        string Type, DateTime Finished, int Done, int Doubtful, int Failed, int Skipped, double ElapsedSeconds, bool Interrupted)
    {
        public static EndLine Of(ManifestEnd end) => new(
            "end", end.Finished, end.Done, end.Doubtful, end.Failed, end.Skipped, Math.Round(end.Elapsed.TotalSeconds, 3), end.Interrupted);

        public ManifestEnd ToEnd() => new(Finished, Done, Doubtful, Failed, Skipped, TimeSpan.FromSeconds(ElapsedSeconds), Interrupted);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ManifestLines.RunLine))]
[JsonSerializable(typeof(ManifestLines.BegunLine))]
[JsonSerializable(typeof(ManifestLines.PhotographLine))]
[JsonSerializable(typeof(ManifestLines.EndLine))]
[JsonSerializable(typeof(ManifestLines.DecidingParameters))]
internal sealed partial class ManifestJson : JsonSerializerContext;
