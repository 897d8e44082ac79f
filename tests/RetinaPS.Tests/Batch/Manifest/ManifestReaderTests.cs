using System.Text;
using System.Text.Json;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>What is written into a manifest comes out again, and what is no manifest, or not whole, is told apart.</summary>
public sealed class ManifestReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["run.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_comes_out_as_it_was_written()
    {
        var run = ManifestRecords.Run("""Get-ChildItem *.jpg | Invoke-RetinaPreprocess -Reference "a b.jpg" -Destination 'Müller\眼底'""");
        Write(writer =>
        {
            writer.Append(run);
            writer.Append(ManifestRecords.End);
        });
        var read = Assert.Single(ManifestReader.Read(Path).Runs);
        Assert.Equal((run.Id, run.Started, run.Module, run.Command, run.Engine), (read.Id, read.Started, read.Module, read.Command, read.Engine));
        Assert.Equal(run.Devices, read.Devices);
        Assert.Equal(run.Parameters.TileGrid, read.Parameters.TileGrid);
        Assert.Equal(run.Parameters with { TileGrid = read.Parameters.TileGrid }, read.Parameters);
        Assert.Equal(run.ParametersHash, read.ParametersHash);
        Assert.Equal(run.ParametersHash, read.Parameters.ComputeHash());
        Assert.Equal(ManifestRecords.End, read.End);
    }

    [Fact]
    public void A_photographs_record_comes_out_as_it_was_written()
    {
        PreprocessResult[] records = [ManifestRecords.Done(), ManifestRecords.Failed()];
        Write(writer =>
        {
            writer.Append(ManifestRecords.Run());
            foreach (var record in records)
                writer.Append(record);
        });
        Assert.Equal(records, ManifestReader.Read(Path).Photographs);
    }

    [Fact]
    public void A_run_that_was_killed_has_no_end_and_a_later_one_has_its_own()
    {
        Write(writer =>
        {
            writer.Append(ManifestRecords.Run("first"));
            writer.Append(ManifestRecords.Run("second"));
            writer.Append(ManifestRecords.End);
            writer.Append(ManifestRecords.Run("third"));
        });
        var runs = ManifestReader.Read(Path).Runs;
        Assert.Equal([("first", false), ("second", true), ("third", false)], runs.Select(run => (run.Command, run.End is not null)));
    }

    [Fact]
    public void The_last_record_of_a_source_and_destination_counts_in_the_place_of_the_first()
    {
        Write(writer =>
        {
            writer.Append(ManifestRecords.Run());
            writer.Append(ManifestRecords.Failed("/in/a.jpg", "/out/a.jpg"));
            writer.Append(ManifestRecords.Done("/in/b.jpg", "/out/b.jpg"));
            writer.Append(ManifestRecords.Done("/in/a.jpg", "/elsewhere/a.jpg"));
            writer.Append(ManifestRecords.Done("/in/a.jpg", "/out/a.jpg"));
        });
        Assert.Equal(
            [("/out/a.jpg", PreprocessStatus.Doubtful), ("/out/b.jpg", PreprocessStatus.Doubtful), ("/elsewhere/a.jpg", PreprocessStatus.Doubtful)],
            ManifestReader.Read(Path).Photographs.Select(record => (record.Destination, record.Status)));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_manifest_cut_anywhere_gives_its_whole_lines()
    {
        Write(writer =>
        {
            writer.Append(ManifestRecords.Run());
            writer.Append(ManifestRecords.Done("/in/Müller.jpg", "/out/眼.jpg"));
            writer.Append(ManifestRecords.Done("/in/b.jpg", "/out/b.jpg"));
        });
        byte[] whole = File.ReadAllBytes(Path);
        int[] ends = [.. whole.Index().Where(pair => pair.Item == '\n').Select(pair => pair.Index)];
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var read = ManifestReader.Read(Path);
            int lines = ends.Count(end => end <= length);
            Assert.Equal((Math.Min(lines, 1), Math.Max(0, lines - 1)), (read.Runs.Count, read.Photographs.Count));
            bool cut = length > 0 && !ends.Contains(length) && !ends.Contains(length - 1);
            Assert.Equal(cut ? 1 : 0, read.DamagedLines);
        }
    }

    [Fact]
    public void Lines_of_kinds_unknown_are_left_out()
    {
        Write(writer => writer.Append(ManifestRecords.Run()));
        File.AppendAllText(Path, """{"type":"comment","text":"by a later version"}""" + "\n\n");
        var read = ManifestReader.Read(Path);
        Assert.Equal((1, 0, 0), (read.Runs.Count, read.Photographs.Count, read.DamagedLines));
    }

    [Theory]
    [InlineData("Source,Destination\na.jpg,b.jpg\n")]
    [InlineData("{}\n")]
    [InlineData("[1, 2]")]
    [InlineData("7")]
    [InlineData("""{"type":"photograph","source":"a.jpg"}""")]
    [InlineData("""{"type":"end","finished":"2026-11-22T12:00:00Z","done":0,"doubtful":0,"failed":0,"skipped":0,"elapsedSeconds":1,"interrupted":false}""")]
    public void Another_file_is_no_manifest(string text)
    {
        File.WriteAllText(Path, text);
        var error = Assert.Throws<RetinaException>(() => ManifestReader.Read(Path));
        Assert.Equal(RetinaErrorId.InvalidManifest, error.ErrorId);
        Assert.Equal(RetinaErrorId.InvalidManifest, Assert.Throws<RetinaException>(() => new ManifestWriter(Path)).ErrorId);
        Assert.Equal(text, File.ReadAllText(Path));
        Assert.Equal([Path], folder.Files());
    }

    [Fact]
    public void Another_version_of_the_format_is_refused_by_its_number()
    {
        File.WriteAllText(Path, """{"type":"run","version":2}""" + "\n");
        var error = Assert.Throws<RetinaException>(() => ManifestReader.Read(Path));
        Assert.Equal(RetinaErrorId.InvalidManifest, error.ErrorId);
        Assert.Contains("version is 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_manifest_is_an_error() =>
        Assert.Equal(RetinaErrorId.FileNotFound, Assert.Throws<RetinaException>(() => ManifestReader.Read(Path)).ErrorId);

    /// <summary>The names are a contract with whoever reads manifests by other means.</summary>
    [Fact]
    public void Lines_have_the_members_that_the_documentation_names()
    {
        Write(writer =>
        {
            writer.Append(ManifestRecords.Run());
            writer.Append(new ManifestIntent("/in/a.jpg", "/out/a.jpg", "aa", null, null));
            writer.Append(ManifestRecords.Done());
            writer.Append(ManifestRecords.Failed());
            writer.Append(ManifestRecords.End);
        });
        JsonElement[] lines = [.. File.ReadLines(Path).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("type version id started module command devices engine parameters parametersHash", Members(lines[0]));
        Assert.Equal(
            "reference referenceHash maskMethod clipLimit tileGrid pyramidDown excludeSaturated crop size format quality",
            Members(lines[0].GetProperty("parameters")));
        Assert.Equal("type source destination destinationHash maskDestination maskDestinationHash", Members(lines[1]));
        const string Photograph = "type source sourceBytes sourceHash sourceModified parametersHash "
            + "destination destinationBytes destinationHash destinationModified "
            + "maskDestination maskDestinationBytes maskDestinationHash maskDestinationModified "
            + "sourceWidth sourceHeight width height status circle maskRatio maskMethod confidence brightness reason "
            + "decodeMs processMs encodeMs error device finished";
        Assert.All(lines[2..4], line => Assert.Equal(Photograph, Members(line)));
        Assert.Equal("x y radius", Members(lines[2].GetProperty("circle")));
        Assert.Equal("id message", Members(lines[3].GetProperty("error")));
        Assert.Equal("type finished done doubtful failed skipped elapsedSeconds interrupted", Members(lines[4]));
        Assert.Equal(["run", "begun", "photograph", "photograph", "end"], lines.Select(line => line.GetProperty("type").GetString()!));
    }

    [Fact]
    public void Whatever_decides_the_result_changes_the_parameters_hash_and_the_references_name_does_not()
    {
        var usual = ManifestRecords.Parameters;
        ManifestParameters[] others =
        [
            usual with { ReferenceHash = "other" },
            usual with { MaskMethod = EyeMaskMethod.Canny },
            usual with { ClipLimit = 4.5 },
            usual with { TileGrid = [8, 16] },
            usual with { PyramidDown = false },
            usual with { ExcludeSaturated = true },
            usual with { Crop = false },
            usual with { Size = 1023 },
            usual with { Format = null },
            usual with { Quality = 94 },
        ];
        Assert.Equal(typeof(ManifestParameters).GetProperties().Length - 1, others.Length);
        Assert.Equal(others.Length + 1, others.Append(usual).Select(parameters => parameters.ComputeHash()).Distinct().Count());
        Assert.Equal(usual.ComputeHash(), (usual with { Reference = "another name" }).ComputeHash());
    }

    [Fact]
    public void A_content_has_the_same_hash_in_memory_and_in_a_file()
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("retina", 50_000)));
        File.WriteAllBytes(Path, content);
        Assert.Equal(ContentHash.Of(content), ContentHash.OfFile(Path));
        Assert.Equal(32, ContentHash.Of(content).Length);

        // XXH128 of nothing, seed 0, as xxHash publishes it.
        Assert.Equal("99aa06d3014798d86001c324468d497f", ContentHash.Of([]));
    }

    private static string Members(JsonElement line) => string.Join(' ', line.EnumerateObject().Select(member => member.Name));

    private void Write(Action<ManifestWriter> write)
    {
        using var writer = new ManifestWriter(Path);
        write(writer);
    }
}
