using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RetinaPS.Batch;

namespace RetinaPS.Reports;

/// <summary>
/// Writes a report's data as the JSON that its page reads (src/RetinaPS.Report/src/report.ts). Whatever a file is called, it cannot end the
/// element that the data stand in: &lt;, &gt; and &amp; are written as escapes.
/// </summary>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Utf8JsonWriter Begin(Stream stream) => new(stream, Options);

    public static void Write(Stream stream, BatchReport report, ThumbnailPlan? thumbnails, string version, DateTimeOffset made)
    {
        using var json = Begin(stream);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("title", report.Title);
        json.WriteString("made", made);
        json.WriteString("version", version);
        json.WriteString("manifest", report.Manifest);
        WriteArray(json, "notes", report.Notes, json.WriteStringValue);
        WriteArray(json, "runs", report.Runs, run => WriteRun(json, run));
        WriteColumns(json, report.Photographs);
        json.WritePropertyName("thumbnails");
        if (thumbnails is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            json.WriteNumber("block", ThumbnailPlan.BlockSize);
            json.WriteNumber("size", thumbnails.Size);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, ReportedRun reported)
    {
        json.WriteStartObject();
        json.WriteString("started", reported.Run.Started);
        WriteMoment(json, "finished", reported.Finished);
        json.WriteString("module", reported.Run.Module);
        json.WriteString("command", reported.Run.Command);
        WriteArray(json, "devices", reported.Run.Devices, json.WriteStringValue);
        json.WriteString("engine", reported.Run.Engine);
        WriteArray(json, "parameters", reported.Parameters, parameter =>
        {
            json.WriteStartArray();
            json.WriteStringValue(parameter.Name);
            json.WriteStringValue(parameter.Value);
            json.WriteEndArray();
        });
        json.WriteString("parametersHash", reported.Run.ParametersHash);
        json.WritePropertyName("elapsedSeconds");
        WriteNumber(json, reported.Elapsed?.TotalSeconds ?? double.NaN);
        json.WriteNumber("done", reported.Done);
        json.WriteNumber("doubtful", reported.Doubtful);
        json.WriteNumber("failed", reported.Failed);
        json.WriteNumber("skipped", reported.Skipped);
        json.WriteBoolean("interrupted", reported.Interrupted);
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<PreprocessResult> photographs)
    {
        void Text(string name, Func<PreprocessResult, string?> value) => WriteArray(json, name, photographs, p => json.WriteStringValue(value(p)));
        void Number(string name, Func<PreprocessResult, double?> value) => WriteArray(json, name, photographs, p => WriteNumber(json, value(p) ?? double.NaN));

        json.WriteStartObject("photographs");
        Text("source", p => p.Source);
        Number("sourceBytes", p => p.SourceFile?.Bytes);
        Text("sourceHash", p => p.SourceFile?.Hash);
        Number("sourceWidth", p => Known(p.SourceWidth));
        Number("sourceHeight", p => Known(p.SourceHeight));
        Text("destination", p => p.Destination.Length == 0 ? null : p.Destination);
        Number("destinationBytes", p => p.DestinationFile?.Bytes);
        Text("destinationHash", p => p.DestinationFile?.Hash);
        Text("maskDestination", p => p.MaskDestination);
        Number("width", p => Known(p.Width));
        Number("height", p => Known(p.Height));
        Text("status", p => p.Status.ToString());
        Number("frameWidth", p => ReportFrame.Of(p)?.Width);
        Number("frameHeight", p => ReportFrame.Of(p)?.Height);
        Number("circleX", p => p.Circle?.CenterX);
        Number("circleY", p => p.Circle?.CenterY);
        Number("circleRadius", p => p.Circle?.Radius);
        Number("maskRatio", p => p.MaskRatio);
        Text("maskMethod", p => p.Circle is null ? null : p.MaskMethod.ToString());
        Number("confidence", p => p.Confidence);
        Number("brightness", p => p.Brightness);
        Text("reason", p => p.Reason);
        Number("decodeMs", p => TimeOf(p, p.DecodeTime));
        Number("processMs", p => TimeOf(p, p.ProcessTime));
        Number("encodeMs", p => TimeOf(p, p.EncodeTime));
        Text("errorId", p => p.ErrorId);
        Text("errorMessage", p => p.ErrorMessage);
        Text("device", p => p.Device);
        WriteArray(json, "finished", photographs, p => WriteMoment(json, p.Finished == default ? null : p.Finished));
        json.WriteEndObject();
    }

    private static double? Known(int count) => count > 0 ? count : null;

    /// <summary>A stage that was never entered took no time, which is no measurement.</summary>
    private static double? TimeOf(PreprocessResult photograph, TimeSpan stage) =>
        stage > TimeSpan.Zero || photograph.Status is PreprocessStatus.Done or PreprocessStatus.Doubtful ? stage.TotalMilliseconds : null;

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            write(value);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTime? moment)
    {
        json.WritePropertyName(name);
        WriteMoment(json, moment);
    }

    private static void WriteMoment(Utf8JsonWriter json, DateTime? moment)
    {
        if (moment is { } known)
            json.WriteStringValue(known);
        else
            json.WriteNullValue();
    }
}
