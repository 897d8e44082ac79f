using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>What Invoke-RetinaPreprocess -Manifest records of a run.</summary>
public sealed class ManifestRunTests : CmdletTest
{
    private const string Preprocess = "Invoke-RetinaPreprocess *.png -Reference $reference -Destination out -Manifest run.jsonl";

    public ManifestRunTests() => Shell.Set("reference", Photographs.Reference());

    private PreprocessManifest Manifest => ManifestReader.Read(Folder["run.jsonl"]);

    [Fact]
    public void Each_photograph_has_the_record_that_the_command_gave()
    {
        Write("a.png", "bb.png", "ccc.png");
        var given = Run($"{Preprocess} -MaskDestination masks -Size 100").Succeeded().As<PreprocessResult>();
        Assert.Equal(3, given.Length);
        Assert.Equal(given.OrderBy(record => record.Source), Manifest.Photographs.OrderBy(record => record.Source), Comparer);
        Assert.All(given, record =>
        {
            Assert.Equal((Photographs.Width, Photographs.Height, 100, 80), (record.SourceWidth, record.SourceHeight, record.Width, record.Height));
            AssertIs(record.Source, record.SourceFile);
            AssertIs(record.Destination, record.DestinationFile);
            AssertIs(record.MaskDestination!, record.MaskFile);
            Assert.Equal("Cpu", record.Device);
        });
    }

    [Fact]
    public void Without_a_manifest_nothing_is_hashed_and_the_rest_is_the_same()
    {
        Write("a.png");
        var plain = Run("Invoke-RetinaPreprocess a.png -Reference $reference -Destination plain").Succeeded().Single<PreprocessResult>();
        Assert.Equal((null, null, null), (plain.SourceFile, plain.DestinationFile, plain.ParametersHash));
        var recorded = Run(Preprocess).Succeeded().Single<PreprocessResult>();
        Assert.Equal((plain.Brightness, plain.Circle, plain.SourceWidth), (recorded.Brightness, recorded.Circle, recorded.SourceWidth));
        Assert.Equal(File.ReadAllBytes(plain.Destination), File.ReadAllBytes(recorded.Destination));
    }

    [Fact]
    public void Brightness_is_the_mean_luma_inside_the_mask_before_enhancement()
    {
        Write("a.png");
        var record = Run(Preprocess).Succeeded().Single<PreprocessResult>();
        var mask = Run("Get-EyeMask a.png").Single<EyeMask>().ToPixels();
        byte[] bgr = Photographs.Pixels(Folder["a.png"]);
        var luma = bgr.Chunk(3).Where((_, i) => mask[i] == 255).Select(p => (0.114 * p[0]) + (0.587 * p[1]) + (0.299 * p[2]));
        Assert.Equal(luma.Average(), record.Brightness, 1e-9);
        Assert.InRange(record.Brightness, 1, 254);
    }

    [Fact]
    public void The_run_says_how_it_was_asked_for_and_how_it_ended()
    {
        Write("a.png", "bb.png");
        File.WriteAllText(Folder["bad.png"], "no picture");
        Run($"{Preprocess} -ClipLimit 2.5 -TileGrid 4 -Crop -Size 90 -Format Jpeg -Quality 80 -Device Cpu");
        var run = Assert.Single(Manifest.Runs);
        Assert.StartsWith("Invoke-RetinaPreprocess *.png", run.Command, StringComparison.Ordinal);
        Assert.StartsWith("Cpu (", Assert.Single(run.Devices), StringComparison.Ordinal);
        Assert.StartsWith("OpenCV", run.Engine, StringComparison.Ordinal);
        var p = run.Parameters;
        Assert.Equal((EyeMaskMethod.Auto, 2.5, true, 90, ImageFileFormat.Jpeg, 80), (p.MaskMethod, p.ClipLimit, p.Crop, p.Size, p.Format, p.Quality));
        Assert.Equal([4, 4], p.TileGrid);
        Assert.Equal((2, 0, 1, 0, false), (run.End!.Done, run.End.Doubtful, run.End.Failed, run.End.Skipped, run.End.Interrupted));
        Assert.True(run.Started < run.End.Finished);
    }

    [Fact]
    public void A_failure_is_recorded_with_its_error_and_what_is_known_of_the_photograph()
    {
        File.WriteAllText(Folder["bad.png"], "no picture");
        Photographs.Write(Folder["dark.png"], Photographs.Plain(120, 90, 0));
        var result = Run(Preprocess);
        Assert.Equal(["RetinaPS.DecodeFailed", "RetinaPS.EyeNotFound"], result.ErrorIds);
        var (bad, dark) = (Manifest.Photographs.Single(r => r.Source == Folder["bad.png"]), Manifest.Photographs.Single(r => r.Source == Folder["dark.png"]));
        Assert.Equal((PreprocessStatus.Failed, "RetinaPS.DecodeFailed", 0), (bad.Status, bad.ErrorId, bad.SourceWidth));
        Assert.Equal((PreprocessStatus.Failed, "RetinaPS.EyeNotFound", 120), (dark.Status, dark.ErrorId, dark.SourceWidth));
        Assert.Equal(result.Errors.Select(error => error.Exception.Message), [bad.ErrorMessage, dark.ErrorMessage]);
        Assert.All([bad, dark], record => AssertIs(record.Source, record.SourceFile));
        Assert.All([bad, dark], record => Assert.Null(record.DestinationFile));
    }

    [Fact]
    public void A_photograph_whose_output_is_anothers_is_recorded_as_failed_and_the_other_stands()
    {
        Write("a.png");
        Photographs.Write(Folder["in", "a.png"], seed: 8);
        var result = Run("Invoke-RetinaPreprocess a.png, in/a.png -Reference $reference -Destination out -Manifest run.jsonl");
        Assert.Equal(["RetinaPS.DestinationCollision"], result.ErrorIds);
        Assert.Equal(
            [(Folder["a.png"], PreprocessStatus.Done), (Folder["in", "a.png"], PreprocessStatus.Failed)],
            Manifest.Photographs.Select(record => (record.Source, record.Status)).Order());
    }

    [Fact]
    public void Every_run_appends_and_none_overwrites()
    {
        Write("a.png");
        Run(Preprocess).Succeeded();
        byte[] first = File.ReadAllBytes(Folder["run.jsonl"]);
        Run($"{Preprocess} -Force -ClipLimit 3").Succeeded();
        byte[] both = File.ReadAllBytes(Folder["run.jsonl"]);
        Assert.Equal(first, both[..first.Length]);
        Assert.Equal(2, Manifest.Runs.Count);
        Assert.Equal(Manifest.Runs[1].ParametersHash, Assert.Single(Manifest.Photographs).ParametersHash);
    }

    [Fact]
    public void Images_are_recorded_by_their_names()
    {
        using var image = Give("image", name: "from memory");
        Run("$image | Invoke-RetinaPreprocess -Reference $reference -Destination out -Manifest run.jsonl").Succeeded();
        var record = Assert.Single(Manifest.Photographs);
        Assert.Equal(("from memory", null), (record.Source, record.SourceFile));
        AssertIs(Folder["out", "from memory.jpg"], record.DestinationFile);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_run_that_is_stopped_records_what_it_wrote_and_that_it_was_interrupted()
    {
        for (int i = 0; i < 40; i++)
            Photographs.Write(Folder[$"{i:D2}.png"], seed: (ulong)i, width: 400, height: 300);
        Run($"{Preprocess} -ThrottleLimit 2 | ForEach-Object {{ throw 'enough' }}");
        var end = Assert.Single(Manifest.Runs).End;
        Assert.NotNull(end);
        Assert.True(end.Interrupted);
        string[] written = [.. Manifest.Photographs.Select(record => record.Destination).Order()];
        Assert.InRange(written.Length, 1, 39);
        Assert.Equal(Directory.GetFiles(Folder["out"]).Order(), written);
        Assert.Equal(written.Length, end.Done + end.Doubtful);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_run_that_was_stopped_from_the_keyboard_goes_on()
    {
        for (int i = 0; i < 40; i++)
            Photographs.Write(Folder[$"{i:D2}.png"], seed: (ulong)i, width: 400, height: 300);
        // Its input stays open, so that it cannot end by itself.
        using (var shell = Shell.CreateShell("$input | " + Preprocess.Replace("*.png ", string.Empty, StringComparison.Ordinal)))
        {
            var input = new PSDataCollection<string>(Enumerable.Range(0, 10).Select(i => Folder[$"{i:D2}.png"]));
            shell.BeginInvoke(input, new PSDataCollection<PSObject>());
            Assert.True(SpinWait.SpinUntil(() => File.Exists(Folder["run.jsonl"]) && Manifest.Photographs.Count > 0, TimeSpan.FromSeconds(30)));
            shell.Stop();
        }

        Assert.True(Assert.Single(Manifest.Runs).End!.Interrupted);
        int before = Manifest.Photographs.Count;
        Assert.InRange(before, 1, 10);
        var records = Run($"{Preprocess} -Resume").Succeeded().As<PreprocessResult>();
        Assert.Equal((40, before), (records.Length, records.Count(record => record.Status == PreprocessStatus.Skipped)));
        Assert.Equal((before, 40 - before, false), (Manifest.Runs[1].End!.Skipped, Manifest.Runs[1].End!.Done + Manifest.Runs[1].End!.Doubtful, Manifest.Runs[1].End!.Interrupted));
    }

    [Fact]
    public void WhatIf_writes_no_manifest()
    {
        Write("a.png");
        Assert.Empty(Run($"{Preprocess} -WhatIf").Succeeded().Output);
        Assert.Equal([Folder["a.png"]], Folder.Files());
    }

    [Theory]
    [InlineData("-Manifest run.jsonl", "-Destination")]
    [InlineData("-Destination out -Resume", "-Manifest")]
    public void Parameters_that_need_others_say_so_and_nothing_is_written(string parameters, string needed)
    {
        Write("a.png");
        var result = Run($"Invoke-RetinaPreprocess *.png -Reference $reference {parameters}");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Contains(needed, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal([Folder["a.png"]], Folder.Files());
    }

    [Fact]
    public void Images_cannot_be_resumed_since_nobody_knows_what_their_pixels_were()
    {
        using var image = Give("image");
        var result = Run("$image | Invoke-RetinaPreprocess -Reference $reference -Destination out -Manifest run.jsonl -Resume");
        Assert.Equal(["RetinaPS.InvalidArgument"], result.ErrorIds);
        Assert.Contains("-Resume", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder["out"]));
    }

    [Fact]
    public void A_manifest_that_cannot_be_written_ends_the_run_before_anything_is_written()
    {
        Write("a.png");
        File.WriteAllText(Folder["file"], "no folder");
        Assert.Equal(["RetinaPS.WriteFailed"], Run(Preprocess.Replace("run.jsonl", "file/run.jsonl", StringComparison.Ordinal)).ErrorIds);
        Assert.Equal([Folder["a.png"], Folder["file"]], Folder.Files());
    }

    [Fact]
    public void Another_file_is_not_taken_for_a_manifest()
    {
        Write("a.png");
        File.WriteAllText(Folder["run.jsonl"], "my notes");
        Assert.Equal(["RetinaPS.InvalidManifest"], Run(Preprocess).ErrorIds);
        Assert.Equal("my notes", File.ReadAllText(Folder["run.jsonl"]));
        Assert.False(Directory.Exists(Folder["out"]));
    }

    [Fact]
    public void Two_runs_cannot_share_a_manifest()
    {
        Write("a.png");
        using (var other = new ManifestWriter(Folder["run.jsonl"]))
        {
            other.Append(ManifestRecords.Run());
            var result = Run(Preprocess);
            Assert.Equal(["RetinaPS.ManifestInUse"], result.ErrorIds);
            Assert.Equal(ErrorCategory.ResourceBusy, result.Errors[0].CategoryInfo.Category);
            Assert.False(Directory.Exists(Folder["out"]));
        }

        Run(Preprocess).Succeeded();
    }

    private static EqualityComparer<PreprocessResult> Comparer => EqualityComparer<PreprocessResult>.Create((a, b) => Rounded(a!) == Rounded(b!));

    /// <summary>Manifests hold times in microseconds and brightness in thousandths.</summary>
    private static PreprocessResult Rounded(PreprocessResult record) => record with
    {
        Brightness = Math.Round(record.Brightness, 3),
        DecodeTime = Microseconds(record.DecodeTime),
        ProcessTime = Microseconds(record.ProcessTime),
        EncodeTime = Microseconds(record.EncodeTime),
    };

    private static TimeSpan Microseconds(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds, 3));

    private static void AssertIs(string file, FileFingerprint? recorded) => Assert.Equal(
        new FileFingerprint(new FileInfo(file).Length, ContentHash.Of(File.ReadAllBytes(file)), File.GetLastWriteTimeUtc(file)), recorded);
}
