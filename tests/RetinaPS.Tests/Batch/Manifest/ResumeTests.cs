using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>What Invoke-RetinaPreprocess -Resume leaves alone, and what it does again.</summary>
public sealed class ResumeTests : CmdletTest
{
    private const string Preprocess = "Invoke-RetinaPreprocess ?.png -Reference $reference -Destination out -MaskDestination masks -Manifest run.jsonl";
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public ResumeTests()
    {
        Shell.Set("reference", Photographs.Reference());
        foreach (var (i, name) in new[] { "a.png", "b.png", "c.png" }.Index())
        {
            Photographs.Write(Folder[name], seed: (ulong)i + 1);
            File.SetLastWriteTimeUtc(Folder[name], LongAgo);
        }
    }

    private PreprocessManifest Manifest => ManifestReader.Read(Folder["run.jsonl"]);

    [Fact]
    public void A_run_that_has_no_manifest_yet_does_everything() => Assert.Equal("a b c", Done(Resume()));

    [Fact]
    public void What_is_done_is_skipped_with_its_record_and_not_touched()
    {
        var first = Run(Preprocess).Succeeded().As<PreprocessResult>();
        var before = Outputs();
        var again = Resume();
        Assert.Equal(string.Empty, Done(again));
        Assert.Equal(before, Outputs());
        Assert.Equal(
            first.Select(record => record with { Status = PreprocessStatus.Skipped, DecodeTime = default, ProcessTime = default, EncodeTime = default, Brightness = 0 }),
            again.Select(record => record with { Brightness = 0 }));
        Assert.Equal((0, 0, 0, 3), (Manifest.Runs[1].End!.Done, Manifest.Runs[1].End!.Doubtful, Manifest.Runs[1].End!.Failed, Manifest.Runs[1].End!.Skipped));
        Assert.All(Manifest.Photographs, record => Assert.Equal(PreprocessStatus.Done, record.Status));
    }

    [Fact]
    public void Photographs_that_are_new_are_done()
    {
        Run(Preprocess).Succeeded();
        Photographs.Write(Folder["d.png"], seed: 9);
        Assert.Equal("d", Done(Resume()));
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("-ClipLimit 3")]
    [InlineData("-TileGrid 8")]
    [InlineData("-Size 90")]
    [InlineData("-Crop")]
    [InlineData("-MaskMethod FullFrame")]
    [InlineData("-PyramidDown")]
    [InlineData("-Quality 50")]
    public void With_a_parameter_changed_everything_is_done_again_and_replaced(string parameter)
    {
        Run(Preprocess).Succeeded();
        Assert.Equal("a b c", Done(Resume(parameter)));
        Run($"{Preprocess.Replace("out ", "fresh ", StringComparison.Ordinal).Replace("masks", "freshmasks", StringComparison.Ordinal)} {parameter}").Succeeded();
        Assert.Equal(Contents("fresh"), Contents("out"));
        Assert.Equal(Contents("freshmasks"), Contents("masks"));
    }

    [Fact]
    public void With_another_reference_everything_is_done_again()
    {
        Run(Preprocess).Succeeded();
        Shell.Set("reference", Photographs.Reference(seed: 1234));
        Assert.Equal("a b c", Done(Resume()));
    }

    [Fact]
    public void How_many_work_at_once_and_where_does_not_matter()
    {
        Run(Preprocess).Succeeded();
        Assert.Equal(string.Empty, Done(Resume("-ThrottleLimit 1 -Device Cpu -MaximumMegapixels 10")));
    }

    [Fact]
    public void A_source_that_was_only_touched_is_skipped()
    {
        Run(Preprocess).Succeeded();
        File.SetLastWriteTimeUtc(Folder["b.png"], LongAgo.AddYears(1));
        Assert.Equal(string.Empty, Done(Resume()));
    }

    [Fact]
    public void A_source_that_was_changed_is_done_again()
    {
        Run(Preprocess).Succeeded();
        byte[] before = File.ReadAllBytes(Folder["out", "b.png"]);
        Photographs.Write(Folder["b.png"], seed: 77);
        Assert.Equal("b", Done(Resume()));
        Assert.NotEqual(before, File.ReadAllBytes(Folder["out", "b.png"]));
    }

    [Fact]
    public void A_source_that_is_a_link_counts_by_what_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights of their own there");
        string real = Folder["real", "b.png"];
        Directory.CreateDirectory(Folder["real"]);
        byte[] padded = [.. File.ReadAllBytes(Folder["b.png"]), 0];
        File.WriteAllBytes(real, padded);
        File.SetLastWriteTimeUtc(real, LongAgo);
        File.Delete(Folder["b.png"]);
        File.CreateSymbolicLink(Folder["b.png"], real);
        Run(Preprocess).Succeeded();
        Assert.Equal(string.Empty, Done(Resume()));

        // The same size, and the link itself is as it was.
        padded[^1] = 1;
        File.WriteAllBytes(real, padded);
        Assert.Equal("b", Done(Resume()));
    }

    [Fact]
    public void A_source_that_was_changed_within_the_clocks_tick_is_done_again()
    {
        // The same size and the same time, as of a file that changed just after it was read.
        byte[] other = File.ReadAllBytes(Folder["b.png"]);
        Photographs.Write(Folder["b.png"], seed: 77);
        byte[] one = File.ReadAllBytes(Folder["b.png"]);
        int size = Math.Max(one.Length, other.Length);
        File.WriteAllBytes(Folder["b.png"], Padded(one, size));
        var time = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(Folder["b.png"], time);
        Run(Preprocess).Succeeded();
        File.WriteAllBytes(Folder["b.png"], Padded(other, size));
        File.SetLastWriteTimeUtc(Folder["b.png"], time);
        Assert.Equal("b", Done(Resume()));

        static byte[] Padded(byte[] png, int size) => [.. png, .. new byte[size - png.Length]];
    }

    [Theory]
    [InlineData("out")]
    [InlineData("masks")]
    public void An_output_that_was_deleted_is_made_again(string folder)
    {
        Run(Preprocess).Succeeded();
        byte[][] before = [.. Contents("out"), .. Contents("masks")];
        File.Delete(Folder[folder, "b.png"]);
        Assert.Equal("b", Done(Resume()));
        Assert.Equal(before, [.. Contents("out"), .. Contents("masks")]);
    }

    [Theory]
    [InlineData("out")]
    [InlineData("masks")]
    public void An_output_that_was_changed_is_made_again(string folder)
    {
        Run(Preprocess).Succeeded();
        byte[] good = File.ReadAllBytes(Folder[folder, "b.png"]);
        byte[] bad = [.. good];
        bad[^1] ^= 1;
        foreach (byte[] content in (byte[][])[bad, good[..^1], []])
        {
            File.WriteAllBytes(Folder[folder, "b.png"], content);
            File.SetLastWriteTimeUtc(Folder[folder, "b.png"], LongAgo);
            Assert.Equal("b", Done(Resume()));
            Assert.Equal(good, File.ReadAllBytes(Folder[folder, "b.png"]));
        }
    }

    [Fact]
    public void An_output_that_was_copied_back_with_another_time_is_as_good()
    {
        Run(Preprocess).Succeeded();
        File.SetLastWriteTimeUtc(Folder["out", "b.png"], LongAgo);
        Assert.Equal(string.Empty, Done(Resume()));
    }

    [Fact]
    public void A_mask_that_was_not_asked_for_before_is_made_now()
    {
        Run(Preprocess.Replace("-MaskDestination masks", string.Empty, StringComparison.Ordinal)).Succeeded();
        Assert.Equal("a b c", Done(Resume()));
        Assert.Equal(3, Contents("masks").Length);
    }

    [Fact]
    public void What_failed_is_tried_again()
    {
        byte[] good = File.ReadAllBytes(Folder["b.png"]);
        File.WriteAllText(Folder["b.png"], "cut short");
        Run(Preprocess);
        Assert.Equal(["RetinaPS.DecodeFailed"], Run($"{Preprocess} -Resume").ErrorIds);
        File.WriteAllBytes(Folder["b.png"], good);
        Assert.Equal("b", Done(Resume()));
        Assert.Equal(PreprocessStatus.Done, Manifest.Photographs.Single(record => record.Source == Folder["b.png"]).Status);
    }

    [Fact]
    public void A_failure_does_not_undo_what_was_written_before()
    {
        Run(Preprocess).Succeeded();
        Assert.Equal(3, Run(Preprocess).ErrorIds.Count(id => id == "RetinaPS.DestinationExists"));
        Assert.Equal(string.Empty, Done(Resume()));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("masks")]
    public void A_file_that_no_run_wrote_is_left_alone(string folder)
    {
        Directory.CreateDirectory(Folder[folder]);
        File.WriteAllText(Folder[folder, "b.png"], "precious");
        for (int run = 0; run < 2; run++)
        {
            var result = Run($"{Preprocess} -Resume");
            Assert.Equal(["RetinaPS.DestinationExists"], result.ErrorIds);
            Assert.Equal("precious", File.ReadAllText(Folder[folder, "b.png"]));
        }

        Assert.Equal("b", Done(Resume("-Force")));
    }

    [Fact]
    public void A_file_in_the_place_that_a_killed_run_was_about_to_write_is_left_alone_unless_it_is_what_was_to_be_written()
    {
        Run(Preprocess).Succeeded();
        byte[] good = File.ReadAllBytes(Folder["out", "b.png"]);

        // As if the run had been killed between the line that begins b and the renaming of its files.
        string[] lines = File.ReadAllLines(Folder["run.jsonl"]);
        int begun = Array.FindIndex(lines, line => line.Contains("\"begun\"", StringComparison.Ordinal) && line.Contains("b.png", StringComparison.Ordinal));
        File.WriteAllLines(Folder["run.jsonl"], [lines[0], lines[begun]]);
        foreach (string name in (string[])["a", "c"])
            File.Delete(Folder["out", name + ".png"]);
        Directory.Delete(Folder["masks"], recursive: true);
        File.WriteAllText(Folder["out", "b.png"], "precious");
        Assert.Equal(["RetinaPS.DestinationExists"], Run($"{Preprocess} -Resume").ErrorIds);
        Assert.Equal("precious", File.ReadAllText(Folder["out", "b.png"]));
        File.WriteAllBytes(Folder["out", "b.png"], good);
        Assert.Equal("b", Done(Resume()));
        Assert.Equal(good, File.ReadAllBytes(Folder["out", "b.png"]));
    }

    [Fact]
    public void Without_resume_a_manifest_allows_nothing()
    {
        Run(Preprocess).Succeeded();
        var before = Outputs();
        Assert.Equal(3, Run($"{Preprocess} -ClipLimit 3").ErrorIds.Length);
        Assert.Equal(before, Outputs());
    }

    [Fact]
    public void An_output_that_is_an_input_by_now_is_not_replaced()
    {
        Run(Preprocess).Succeeded();
        byte[] before = File.ReadAllBytes(Folder["out", "a.png"]);
        var result = Run("""
            'a.png', 'out/a.png' | Invoke-RetinaPreprocess -Reference $reference -Destination out -MaskDestination masks -Manifest run.jsonl -Resume -ClipLimit 3
            """);
        Assert.Equal(["RetinaPS.DestinationCollision", "RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal(before, File.ReadAllBytes(Folder["out", "a.png"]));
    }

    [Fact]
    public void Outputs_whose_line_was_cut_off_are_made_again()
    {
        Run(Preprocess).Succeeded();
        byte[][] before = [.. Contents("out"), .. Contents("masks")];
        string[] lines = File.ReadAllLines(Folder["run.jsonl"]);
        int last = Array.FindLastIndex(lines, line => line.Contains("\"photograph\"", StringComparison.Ordinal));
        File.WriteAllText(Folder["run.jsonl"], string.Join('\n', lines[..last]) + "\n" + lines[last][..^30]);
        var again = Resume();
        Assert.Single(again, record => record.Status == PreprocessStatus.Done);
        Assert.Equal(before, [.. Contents("out"), .. Contents("masks")]);
        Assert.Equal(1, Manifest.DamagedLines);
        Assert.Equal(string.Empty, Done(Resume()));
    }

    [Fact]
    public void Temporary_files_of_runs_that_the_manifest_records_are_removed_and_no_others()
    {
        Run(Preprocess).Succeeded();
        string[] own = [Folder["out", $".{Manifest.Runs[0].Id}.0.retinaps.tmp"], Folder["masks", $".{Manifest.Runs[0].Id}.1.retinaps.tmp"]];
        string foreign = Folder["out", $".{Guid.NewGuid():N}.2.retinaps.tmp"];
        foreach (string file in own.Append(foreign))
            File.WriteAllText(file, "half");
        Run($"{Preprocess} -Force").Succeeded();
        Assert.All(own.Append(foreign), file => Assert.True(File.Exists(file)));
        Resume();
        Assert.All(own, file => Assert.False(File.Exists(file)));
        Assert.True(File.Exists(foreign));
    }

    private PreprocessResult[] Resume(string parameters = "") => Run($"{Preprocess} -Resume {parameters}").Succeeded().As<PreprocessResult>();

    /// <summary>The names of those that were not skipped.</summary>
    private static string Done(IEnumerable<PreprocessResult> records) => string.Join(
        ' ', records.Where(record => record.Status != PreprocessStatus.Skipped).Select(record => Path.GetFileNameWithoutExtension(record.Source)));

    private (string File, DateTime Modified)[] Outputs() =>
        [.. Folder.Files().Where(file => file.Contains("out", StringComparison.Ordinal) || file.Contains("masks", StringComparison.Ordinal))
            .Select(file => (file, File.GetLastWriteTimeUtc(file)))];

    private byte[][] Contents(string folder) => [.. Directory.GetFiles(Folder[folder]).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
