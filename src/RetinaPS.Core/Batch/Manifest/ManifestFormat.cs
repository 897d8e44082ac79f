using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetinaPS.Batch.Manifest;

/// <summary>A manifest's lines, one JSON object each, as they are written. <see cref="ManifestParser"/> reads them.</summary>
internal static class ManifestFormat
{
    // Names of files stay readable in whatever script they are; a manifest is no web page.
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, ManifestRun run)
    {
        json.WriteStartObject();
        json.WriteString("type", "run");
        json.WriteNumber("version", ManifestRun.CurrentVersion);
        json.WriteString("id", run.Id);
        json.WriteString("started", run.Started);
        json.WriteString("module", run.Module);
        json.WriteString("command", run.Command);
        json.WriteStartArray("devices");
        foreach (string device in run.Devices)
            json.WriteStringValue(device);
        json.WriteEndArray();
        json.WriteString("engine", run.Engine);
        json.WriteStartObject("parameters");
        json.WriteString("reference", run.Parameters.Reference);
        WriteDeciding(json, run.Parameters);
        json.WriteEndObject();
        json.WriteString("parametersHash", run.ParametersHash);
        json.WriteEndObject();
    }

    /// <summary>What decides the results' bytes: the members of an object, in a fixed order, so that its hash can stand for it.</summary>
    public static void WriteDeciding(Utf8JsonWriter json, ManifestParameters parameters)
    {
        json.WriteString("referenceHash", parameters.ReferenceHash);
        json.WriteString("maskMethod", parameters.MaskMethod.ToString());
        json.WriteNumber("clipLimit", parameters.ClipLimit);
        json.WriteStartArray("tileGrid");
        foreach (int tiles in parameters.TileGrid)
            json.WriteNumberValue(tiles);
        json.WriteEndArray();
        json.WriteBoolean("pyramidDown", parameters.PyramidDown);
        json.WriteBoolean("excludeSaturated", parameters.ExcludeSaturated);
        json.WriteBoolean("crop", parameters.Crop);
        json.WriteNumber("size", parameters.Size);
        json.WriteString("format", parameters.Format?.ToString());
        json.WriteNumber("quality", parameters.Quality);
    }

    public static void Write(Utf8JsonWriter json, ManifestIntent intent)
    {
        json.WriteStartObject();
        json.WriteString("type", "begun");
        json.WriteString("source", intent.Source);
        json.WriteString("destination", intent.Destination);
        json.WriteString("destinationHash", intent.DestinationHash);
        json.WriteString("maskDestination", intent.MaskDestination);
        json.WriteString("maskDestinationHash", intent.MaskHash);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PreprocessResult result)
    {
        bool seen = result.Status != PreprocessStatus.Failed;
        json.WriteStartObject();
        json.WriteString("type", "photograph");
        json.WriteString("source", result.Source);
        Write(json, "source", result.SourceFile);
        json.WriteString("parametersHash", result.ParametersHash);
        json.WriteString("destination", result.Destination);
        Write(json, "destination", result.DestinationFile);
        json.WriteString("maskDestination", result.MaskDestination);
        Write(json, "maskDestination", result.MaskFile);
        WriteCount(json, "sourceWidth", result.SourceWidth);
        WriteCount(json, "sourceHeight", result.SourceHeight);
        WriteCount(json, "width", result.Width);
        WriteCount(json, "height", result.Height);
        json.WriteString("status", result.Status.ToString());
        Write(json, result.Circle);
        WriteNumber(json, "maskRatio", result.MaskRatio);
        json.WriteString("maskMethod", seen ? result.MaskMethod.ToString() : null);
        WriteNumber(json, "confidence", result.Confidence);
        WriteNumber(json, "brightness", Math.Round(result.Brightness, 3));
        json.WriteString("reason", result.Reason);
        WriteNumber(json, "decodeMs", Math.Round(result.DecodeTime.TotalMilliseconds, 3));
        WriteNumber(json, "processMs", Math.Round(result.ProcessTime.TotalMilliseconds, 3));
        WriteNumber(json, "encodeMs", Math.Round(result.EncodeTime.TotalMilliseconds, 3));
        WriteError(json, result);
        json.WriteString("device", result.Device);
        json.WriteString("finished", result.Finished);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ManifestEnd end)
    {
        json.WriteStartObject();
        json.WriteString("type", "end");
        json.WriteString("finished", end.Finished);
        json.WriteNumber("done", end.Done);
        json.WriteNumber("doubtful", end.Doubtful);
        json.WriteNumber("failed", end.Failed);
        json.WriteNumber("skipped", end.Skipped);
        json.WriteNumber("elapsedSeconds", Math.Round(end.Elapsed.TotalSeconds, 3));
        json.WriteBoolean("interrupted", end.Interrupted);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string prefix, FileFingerprint? file)
    {
        if (file is null)
        {
            json.WriteNull(prefix + "Bytes");
            json.WriteNull(prefix + "Hash");
            json.WriteNull(prefix + "Modified");
            return;
        }

        json.WriteNumber(prefix + "Bytes", file.Bytes);
        json.WriteString(prefix + "Hash", file.Hash);
        json.WriteString(prefix + "Modified", file.Modified);
    }

    private static void Write(Utf8JsonWriter json, Imaging.EyeCircle? circle)
    {
        if (circle is not { } found)
        {
            json.WriteNull("circle");
            return;
        }

        json.WriteStartObject("circle");
        json.WriteNumber("x", found.CenterX);
        json.WriteNumber("y", found.CenterY);
        json.WriteNumber("radius", found.Radius);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, PreprocessResult result)
    {
        if (result.ErrorId is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("id", result.ErrorId);
        json.WriteString("message", result.ErrorMessage);
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int count)
    {
        if (count > 0)
            json.WriteNumber(name, count);
        else
            json.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
