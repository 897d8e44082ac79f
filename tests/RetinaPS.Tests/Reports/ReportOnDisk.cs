using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace RetinaPS.Tests.Reports;

/// <summary>A report as a reader finds it: its text, and the data in it.</summary>
internal sealed partial class ReportOnDisk
{
    private ReportOnDisk(string text)
    {
        Text = text;
        Data = JsonDocument.Parse(Element().Match(text).Groups["content"].Value).RootElement;
    }

    public string Text { get; }

    public JsonElement Data { get; }

    public int Count => Data.GetProperty("photographs").GetProperty("source").GetArrayLength();

    public string[] Notes => [.. Data.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)];

    public static ReportOnDisk Read(string file) => new(File.ReadAllText(file));

    public string?[] Texts(string column) => [.. Column(column).Select(value => value.GetString())];

    /// <summary>A column's numbers; what is not known is NaN.</summary>
    public double[] Numbers(string column) => [.. Column(column).Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    /// <summary>The pictures of a photograph before and after; null where there is none.</summary>
    public byte[]?[] Thumbnails(int photograph)
    {
        int block = Data.GetProperty("thumbnails").GetProperty("block").GetInt32();
        var match = Regex.Match(Text, $"<script type=\"application/json\" id=\"thumbnails-{photograph / block}\">(?<content>.*?)</script>", RegexOptions.Singleline);
        Assert.True(match.Success);
        var pair = JsonDocument.Parse(match.Groups["content"].Value).RootElement[photograph % block];
        return [.. pair.EnumerateArray().Select(picture => picture.ValueKind == JsonValueKind.Null ? null : picture.GetBytesFromBase64())];
    }

    private IEnumerable<JsonElement> Column(string name) => Data.GetProperty("photographs").GetProperty(name).EnumerateArray();

    [GeneratedRegex("<script type=\"application/json\" id=\"report-data\">(?<content>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Element();
}
