using System.Text.Json;
using RetinaPS.Batch.Manifest;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>Whoever appends to a manifest leaves what stands in it, and is alone with it.</summary>
public sealed class ManifestWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["run.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_manifest_is_appended_to_and_nothing_else_is_left_beside_it()
    {
        for (int run = 0; run < 3; run++)
        {
            using var writer = new ManifestWriter(Path);
            writer.Append(ManifestRecords.Run($"run {run}"));
        }

        Assert.Equal(["run 0", "run 1", "run 2"], ManifestReader.Read(Path).Runs.Select(run => run.Command));
        Assert.Equal([Path], folder.Files());
    }

    [Fact]
    public void Its_folder_is_made()
    {
        string path = folder["logs", "of", "run.jsonl"];
        using (var writer = new ManifestWriter(path))
            writer.Append(ManifestRecords.Run());
        Assert.Single(ManifestReader.Read(path).Runs);
    }

    [Fact]
    public void Lines_are_in_the_file_as_soon_as_they_are_appended()
    {
        using var writer = new ManifestWriter(Path);
        writer.Append(ManifestRecords.Run());
        Assert.Single(ManifestReader.Read(Path).Runs);
        writer.Append(ManifestRecords.Done());
        Assert.Single(ManifestReader.Read(Path).Photographs);
    }

    [Fact]
    public void Many_threads_append_whole_lines()
    {
        using (var writer = new ManifestWriter(Path))
        {
            writer.Append(ManifestRecords.Run());
            Parallel.For(0, 500, i => writer.Append(ManifestRecords.Done($"/in/{i}.jpg", $"/out/{i}.jpg")));
        }

        var read = ManifestReader.Read(Path);
        Assert.Equal(0, read.DamagedLines);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"/in/{i}.jpg").Order(), read.Photographs.Select(record => record.Source).Order());
    }

    [Fact]
    public void A_line_that_was_cut_off_is_ended_first()
    {
        using (var writer = new ManifestWriter(Path))
        {
            writer.Append(ManifestRecords.Run("first"));
            writer.Append(ManifestRecords.Done());
        }

        byte[] whole = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, whole[..^40]);
        using (var writer = new ManifestWriter(Path))
            writer.Append(ManifestRecords.Run("second"));
        var read = ManifestReader.Read(Path);
        Assert.Equal(["first", "second"], read.Runs.Select(run => run.Command));
        Assert.Equal((0, 1), (read.Photographs.Count, read.DamagedLines));
        Assert.StartsWith(System.Text.Encoding.UTF8.GetString(whole[..^40]) + "\n", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_writer_is_told_and_harms_nothing()
    {
        using (var writer = new ManifestWriter(Path))
        {
            writer.Append(ManifestRecords.Run());
            var error = Assert.Throws<RetinaException>(() => new ManifestWriter(Path));
            Assert.Equal(RetinaErrorId.ManifestInUse, error.ErrorId);
            Assert.Contains(Path, error.Message, StringComparison.Ordinal);
            writer.Append(ManifestRecords.End);
        }

        Assert.All(File.ReadLines(Path), line => JsonDocument.Parse(line).Dispose());
        using var later = new ManifestWriter(Path);
    }

    [Fact]
    public void A_lock_file_that_a_killed_process_left_hinders_nobody()
    {
        File.WriteAllText(Path + ".lock", string.Empty);
        using (var writer = new ManifestWriter(Path))
            writer.Append(ManifestRecords.Run());
        Assert.Equal([Path], folder.Files());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_that_names_it()
    {
        File.WriteAllText(folder["file"], "a file, not a folder");
        Directory.CreateDirectory(folder["folder"]);
        foreach (string path in (string[])[folder["file", "run.jsonl"], folder["folder"]])
        {
            var error = Assert.Throws<RetinaException>(() => new ManifestWriter(path));
            Assert.Equal(RetinaErrorId.WriteFailed, error.ErrorId);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }
}
