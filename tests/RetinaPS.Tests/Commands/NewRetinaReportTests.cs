using System.Management.Automation;
using OpenCvSharp;
using RetinaPS.Batch;
using RetinaPS.Tests.Reports;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class NewRetinaReportTests : CmdletTest
{
    private const string Preprocess = "Invoke-RetinaPreprocess -Reference reference.png -Destination out";

    [Fact]
    public void The_page_holds_the_numbers_of_the_records_that_came_through_the_pipeline()
    {
        Write("reference.png", "eye-a.png", "eye-bb.png");
        var records = Run($"Get-ChildItem eye-*.png | {Preprocess}").Succeeded().As<PreprocessResult>();
        Shell.Set("records", records);
        var file = Run("$records | New-RetinaReport report.html").Succeeded().Single<FileInfo>();
        Assert.Equal(Folder["report.html"], file.FullName);
        var report = ReportOnDisk.Read(file.FullName);
        Assert.Equal(records.Select(r => r.Source), report.Texts("source"));
        Assert.Equal(records.Select(r => r.Destination), report.Texts("destination"));
        Assert.Equal(records.Select(r => r.Status.ToString()), report.Texts("status"));
        Assert.Equal(records.Select(r => r.MaskRatio), report.Numbers("maskRatio"));
        Assert.Equal(records.Select(r => r.Confidence), report.Numbers("confidence"));
        Assert.Equal(records.Select(r => r.Circle!.Value.Radius), report.Numbers("circleRadius"));
        Assert.Equal(records.Select(r => r.Circle!.Value.CenterX), report.Numbers("circleX"));
        Assert.Equal(records.Select(r => r.ProcessTime.TotalMilliseconds), report.Numbers("processMs"));
        Assert.Equal(records.Select(r => (double)r.Width), report.Numbers("width"));
        Assert.Contains("failures are not among them", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_that_come_through_the_pipeline_are_failures()
    {
        Write("reference.png", "eye-a.png");
        File.WriteAllText(Folder["eye-bad.png"], "no picture");
        Run($"Get-ChildItem eye-*.png | {Preprocess} 2>&1 | New-RetinaReport report.html").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal(["Done", "Failed"], report.Texts("status"));
        Assert.Equal(Folder["eye-bad.png"], report.Texts("source")[1]);
        Assert.Equal("RetinaPS.DecodeFailed", report.Texts("errorId")[1]);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public void The_page_holds_what_a_manifest_records()
    {
        PreprocessResult[] photographs =
        [
            ManifestOnDisk.Done("/photos/a.png", "/out/a.png", 1),
            ManifestOnDisk.Failed("/photos/b.png", "/out/b.png", 2),
            ManifestOnDisk.Done("/photos/c.png", "/out/c.png", 3, PreprocessStatus.Doubtful),
        ];
        ManifestOnDisk.Write(Folder["run.jsonl"], photographs, command: "Get-ChildItem | Invoke-RetinaPreprocess -Reference 'a b.png'");
        Run("New-RetinaReport report.html -Manifest run.jsonl").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal("run", report.Data.GetProperty("title").GetString());
        Assert.Equal(photographs.Select(p => p.Status.ToString()), report.Texts("status"));
        Assert.Equal(photographs.Select(p => p.Brightness), report.Numbers("brightness"));
        Assert.Equal(photographs.Select(p => p.ErrorMessage), report.Texts("errorMessage"));
        Assert.Equal(photographs.Select(p => p.Reason), report.Texts("reason"));
        Assert.Equal([200, double.NaN, 200], report.Numbers("frameWidth"));
        Assert.Equal([double.NaN], report.Numbers("processMs").Skip(1).Take(1));
        var run = Assert.Single(report.Data.GetProperty("runs").EnumerateArray());
        Assert.Equal("Get-ChildItem | Invoke-RetinaPreprocess -Reference 'a b.png'", run.GetProperty("command").GetString());
        Assert.Equal((1, 1, 1), (run.GetProperty("done").GetInt32(), run.GetProperty("doubtful").GetInt32(), run.GetProperty("failed").GetInt32()));
        Assert.Equal(10, run.GetProperty("elapsedSeconds").GetDouble());
        Assert.Contains(run.GetProperty("parameters").EnumerateArray(), p => p[0].GetString() == "TileGrid" && p[1].GetString() == "16, 8");
    }

    [Fact]
    public void A_run_that_was_killed_is_reported_as_far_as_it_came()
    {
        ManifestOnDisk.Write(
            Folder["run.jsonl"], [ManifestOnDisk.Done("/a.png", "/out/a.png", 1), ManifestOnDisk.Failed("/b.png", "/out/b.png", 4)],
            killed: true, torn: """{"type":"photograph","source":"/c.p""");
        Run("New-RetinaReport report.html -Manifest run.jsonl -NoThumbnail").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal(2, report.Count);
        var run = report.Data.GetProperty("runs")[0];
        Assert.True(run.GetProperty("interrupted").GetBoolean());
        Assert.Equal(0.2, run.GetProperty("elapsedSeconds").GetDouble(), 6);
        Assert.Equal((1, 1), (run.GetProperty("done").GetInt32(), run.GetProperty("failed").GetInt32()));
        Assert.Equal(["The last run has no end", "1 line of the manifest is damaged"], report.Notes.Select(note => note[..Math.Min(note.Length, note[0] == '1' ? 33 : 23)]));
    }

    [Fact]
    public void An_empty_manifest_makes_a_report_that_says_so()
    {
        ManifestOnDisk.Write(Folder["run.jsonl"], []);
        Run("New-RetinaReport report.html -Manifest run.jsonl").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal(0, report.Count);
        Assert.Equal(["The manifest records no photograph."], report.Notes);
    }

    [Fact]
    public void Nothing_that_a_file_or_a_title_is_called_becomes_markup()
    {
        string[] names = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "眼底 œil \ud83d\udc41 \u2028 \ufeff", "a&amp;b\"'`"];
        ManifestOnDisk.Write(Folder["run.jsonl"], [.. names.Select((name, i) => ManifestOnDisk.Done(name, "/out/" + i, i))]);
        Run("New-RetinaReport report.html -Manifest run.jsonl -Title '</title><script>alert(2)</script>&'").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal(names, report.Texts("source"));
        Assert.Equal("</title><script>alert(2)</script>&", report.Data.GetProperty("title").GetString());
        Assert.DoesNotContain("<script>alert", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", report.Text, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;/title&gt;&lt;script&gt;alert(2)&lt;/script&gt;&amp;</title>", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_valid_Unicode_does_not_stop_a_report()
    {
        Shell.Set("record", ManifestOnDisk.Done("/photos/\ud800.png", "/out/1.png", 1));
        Run("$record | New-RetinaReport report.html").Succeeded();
        Assert.Equal("/photos/\ufffd.png", ReportOnDisk.Read(Folder["report.html"]).Texts("source")[0]);
    }

    [Fact]
    public void Thumbnails_show_the_photograph_and_its_result_and_stand_empty_where_a_file_is_gone()
    {
        Write("reference.png", "eye-a.png", "eye-bb.png", "eye-ccc.png");
        Run($"$records = Get-ChildItem eye-*.png | {Preprocess}; Remove-Item eye-bb.png, out/eye-ccc.png; $records | New-RetinaReport report.html -ThumbnailSize 64").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal((64, 51), SizeOf(report.Thumbnails(0)[0]));
        Assert.Equal((64, 51), SizeOf(report.Thumbnails(0)[1]));
        Assert.NotEqual(report.Thumbnails(0)[0], report.Thumbnails(0)[1]);
        Assert.Null(report.Thumbnails(1)[0]);
        Assert.NotNull(report.Thumbnails(1)[1]);
        Assert.Null(report.Thumbnails(2)[1]);
        Assert.Contains("2 files that the records name are no longer there", report.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_changed_since_the_run_is_not_shown_as_what_it_was()
    {
        Write("eye.png");
        var changed = new FileFingerprint(5, "00", ManifestOnDisk.Started);
        var record = ManifestOnDisk.Done(Folder["eye.png"], Folder["eye.png"], 1);
        Shell.Set("record", new PreprocessResult
        {
            Source = record.Source, Destination = record.Destination, Status = record.Status, SourceFile = changed,
            DestinationFile = changed with { Bytes = new FileInfo(Folder["eye.png"]).Length },
        });
        Run("$record | New-RetinaReport report.html").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Null(report.Thumbnails(0)[0]);
        Assert.NotNull(report.Thumbnails(0)[1]);
        Assert.Contains("1 file has changed since the run", report.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_and_doubtful_photographs_get_thumbnails_before_others()
    {
        Write("a.png", "bb.png", "ccc.png", "dddd.png");
        ManifestOnDisk.Write(Folder["run.jsonl"],
        [
            ManifestOnDisk.Done(Folder["a.png"], "/out/a", 1), ManifestOnDisk.Done(Folder["bb.png"], "/out/b", 2),
            ManifestOnDisk.Done(Folder["ccc.png"], "/out/c", 3, PreprocessStatus.Doubtful), ManifestOnDisk.Failed(Folder["dddd.png"], "/out/d", 4),
        ]);
        Run("New-RetinaReport report.html -Manifest run.jsonl -MaximumThumbnails 3").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal([true, false, true, true], Enumerable.Range(0, 4).Select(i => report.Thumbnails(i)[0] is not null));
        Assert.Contains("3 of 4 photographs", report.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_thumbnails_no_photograph_is_read()
    {
        ManifestOnDisk.Write(Folder["run.jsonl"], [ManifestOnDisk.Done("/nowhere/a.png", "/nowhere/b.png", 1)]);
        Run("New-RetinaReport report.html -Manifest run.jsonl -NoThumbnail").Succeeded();
        var report = ReportOnDisk.Read(Folder["report.html"]);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, report.Data.GetProperty("thumbnails").ValueKind);
        Assert.DoesNotContain("id=\"thumbnails-0\"", report.Text, StringComparison.Ordinal);
        Assert.Empty(report.Notes);
    }

    [Theory]
    [InlineData("New-RetinaReport report.txt -Manifest run.jsonl", "InvalidArgument")]
    [InlineData("New-RetinaReport report.html -Manifest none.jsonl", "FileNotFound")]
    [InlineData("New-RetinaReport report.html -Manifest eye.png", "InvalidManifest")]
    [InlineData("'text' | New-RetinaReport report.html", "InvalidArgument")]
    public void What_cannot_be_reported_is_an_error_and_leaves_no_file(string script, string error)
    {
        Write("eye.png");
        ManifestOnDisk.Write(Folder["run.jsonl"], []);
        Assert.Equal(["RetinaPS." + error], Run(script).ErrorIds);
        Assert.Equal([Folder["eye.png"], Folder["run.jsonl"]], Folder.Files());
    }

    [Fact]
    public void A_report_that_is_stopped_leaves_no_file()
    {
        string photograph = Photographs.Write(Folder["eye.png"], seed: 1, width: 900, height: 700);
        Shell.Set("records", Enumerable.Range(0, 5000).Select(i => ManifestOnDisk.Done(photograph, photograph, i)).ToArray());
        using var shell = Shell.CreateShell("$records | New-RetinaReport report.html -ThrottleLimit 1");
        using var underWay = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, _) => underWay.Set();
        shell.BeginInvoke();
        Assert.True(underWay.Wait(TimeSpan.FromSeconds(60)));
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal([photograph], Folder.Files());
    }

    [Fact]
    public void Every_report_carries_the_licences_of_what_its_page_is_made_with()
    {
        ManifestOnDisk.Write(Folder["run.jsonl"], []);
        Run("New-RetinaReport report.html -Manifest run.jsonl").Succeeded();
        string text = ReportOnDisk.Read(Folder["report.html"]).Text;
        Assert.All(["preact 1", "@observablehq/plot", "d3-array", "@tanstack/table-core", "@fontsource-variable/inter", "SIL OPEN FONT LICENSE"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    private static (int Width, int Height) SizeOf(byte[]? picture)
    {
        Assert.NotNull(picture);
        using var decoded = Cv2.ImDecode(picture, ImreadModes.Color);
        return (decoded.Width, decoded.Height);
    }
}
