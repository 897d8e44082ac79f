using System.Net;
using System.Text;

namespace RetinaPS.Reports;

/// <summary>Writes the page: the template that src/RetinaPS.Report is bundled into, with the title, the data and the thumbnails in their places.</summary>
internal sealed class ReportPage(BatchReport report, ThumbnailPlan? thumbnails, string version, DateTimeOffset made)
{
    private const string Resource = "RetinaPS.Reports.report.html";

    // The marks in the template, in the order in which they stand there.
    private static readonly string[] Marks = ["title", "title", "data", "thumbnails"];

    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="makeThumbnails">Gives each photograph's thumbnails, in order; not called without a plan.</param>
    public void Write(Stream stream, Func<IEnumerable<ThumbnailPair>> makeThumbnails)
    {
        string rest = Template();
        foreach (string mark in Marks)
        {
            string comment = $"<!--report:{mark}-->";
            int place = rest.IndexOf(comment, StringComparison.Ordinal);
            if (place < 0)
                throw new InvalidOperationException($"The page's template has no '{comment}'.");
            Write(stream, rest.AsSpan(0, place));
            WritePart(stream, mark, makeThumbnails);
            rest = rest[(place + comment.Length)..];
        }

        Write(stream, rest);
    }

    private static string Template()
    {
        using var resource = typeof(ReportPage).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The module was built without '{Resource}'.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private void WritePart(Stream stream, string mark, Func<IEnumerable<ThumbnailPair>> makeThumbnails)
    {
        if (mark == "title")
            Write(stream, WebUtility.HtmlEncode(report.Title));
        else if (mark == "data")
            ReportJson.Write(stream, report, thumbnails, version, made);
        else if (thumbnails is not null)
            WriteThumbnails(stream, makeThumbnails());
    }

    private static void WriteThumbnails(Stream stream, IEnumerable<ThumbnailPair> pairs)
    {
        foreach (var (number, block) in pairs.Chunk(ThumbnailPlan.BlockSize).Index())
        {
            Write(stream, FormattableString.Invariant($"<script type=\"application/json\" id=\"thumbnails-{number}\">"));
            using (var json = ReportJson.Begin(stream))
            {
                json.WriteStartArray();
                foreach (var pair in block)
                {
                    json.WriteStartArray();
                    WritePicture(json, pair.Before);
                    WritePicture(json, pair.After);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            Write(stream, "</script>\n");
        }
    }

    private static void WritePicture(System.Text.Json.Utf8JsonWriter json, byte[]? picture)
    {
        if (picture is null)
            json.WriteNullValue();
        else
            json.WriteBase64StringValue(picture);
    }

    private static void Write(Stream stream, ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        stream.Write(bytes, 0, Encoding.UTF8.GetBytes(text, bytes));
    }
}
