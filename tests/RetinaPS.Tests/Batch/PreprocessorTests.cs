using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Batch.Runs;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch;

/// <summary>Many photographs as a C# program pre-processes them.</summary>
public sealed class PreprocessorTests : IDisposable
{
    private static readonly PreprocessOptions Options = new()
    {
        Reference = Photographs.Reference(),
        Eye = new EyeMaskOptions(EyeMaskMethod.FullFrame),
        Devices = [RetinaDevices.Cpu],
        ThrottleLimit = 2,
    };

    private readonly TemporaryFolder folder = new();
    private readonly Preprocessor preprocessor = new(Options);

    private PreprocessTarget Target => new(folder["out"]) { Manifest = folder["run.jsonl"], Command = "a test" };

    private ManifestEnd? End => ManifestReader.Read(folder["run.jsonl"]).Runs[^1].End;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Records_come_in_the_order_of_the_files_failures_among_them()
    {
        string[] files = Write(4);
        File.WriteAllText(files[1], "no picture");
        var told = new Told();
        var records = await preprocessor.WriteAsync([.. files, files[0]], Target with { MaskFolder = folder["masks"] }, told).ToArrayAsync();
        Assert.Equal([.. files, files[0]], records.Select(record => record.Source));
        Assert.Equal([null, "RetinaPS.DecodeFailed", null, null, "RetinaPS.DestinationCollision"], records.Select(record => record.ErrorId));
        Assert.Equal(3, Directory.GetFiles(folder["out"]).Length);
        Assert.Equal(3, Directory.GetFiles(folder["masks"]).Length);
        Assert.Equal((5, 5, "0"), (told.Progress[^1].Done, told.Progress[^1].Known, told.Progress[^1].Name));
        Assert.Equal((3, 2, false), (End!.Done, End.Failed, End.Interrupted));
    }

    [Fact]
    public async Task A_second_run_refuses_replaces_skips_or_resumes()
    {
        string[] files = Write(2);
        await preprocessor.WriteAsync(files, Target).ToArrayAsync();
        Assert.Equal([PreprocessStatus.Failed, PreprocessStatus.Failed], await Statuses(Target));
        Assert.Equal([PreprocessStatus.Done, PreprocessStatus.Done], await Statuses(Target with { Existing = ExistingResults.Replace }));
        Assert.Equal([PreprocessStatus.Skipped, PreprocessStatus.Skipped], await Statuses(Target with { Existing = ExistingResults.Skip }));
        File.Delete(folder["out", "1.png"]);
        Assert.Equal([PreprocessStatus.Skipped, PreprocessStatus.Done], await Statuses(Target with { Resume = true }));

        async Task<PreprocessStatus[]> Statuses(PreprocessTarget target) =>
            [.. (await preprocessor.WriteAsync(files, target).ToArrayAsync()).Select(record => record.Status)];
    }

    [Fact]
    public async Task Images_come_with_their_masks_or_with_an_error()
    {
        string[] files = Write(3);
        File.WriteAllText(files[2], "no picture");
        var images = await new Preprocessor(Options with { Size = 50 }).ProcessAsync(files).ToArrayAsync();
        Assert.Equal(files, images.Select(image => image.Source));
        Assert.All(images[..2], image => Assert.Equal((50, 50, null), (image.Image!.Width, image.Image.Mask!.Width, image.Error)));
        Assert.Equal((PreprocessStatus.Failed, null, RetinaErrorId.DecodeFailed), (images[2].Status, images[2].Image, images[2].Error?.ErrorId));
        Array.ForEach(images, image => image.Dispose());
        Assert.True(images[0].Image!.IsDisposed);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_a_manifest_with_an_end_and_no_lock()
    {
        string[] files = Write(12);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var record in preprocessor.WriteAsync(files, Target, cancellation: cancellation.Token))
            {
                Assert.Equal(PreprocessStatus.Done, record.Status);
                await cancellation.CancelAsync();
            }
        });
        AssertInterrupted();
    }

    [Fact]
    public async Task A_run_whose_records_nobody_takes_any_more_ends_in_the_same_way()
    {
        await foreach (var _ in preprocessor.WriteAsync(Write(12), Target))
            break;
        AssertInterrupted();
    }

    [Fact]
    public void Options_outside_of_their_ranges_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessor(Options with { ThrottleLimit = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessor(Options with { Size = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessor(Options with { Clahe = new ClaheOptions(Channel: ImageChannel.Green) }));
        Assert.Throws<ArgumentException>(() => new Preprocessor(Options with { Devices = [] }));
        Assert.Throws<ArgumentException>(() => preprocessor.Open(new PreprocessTarget("out") { Resume = true }, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => preprocessor.Open(new PreprocessTarget("out") { Quality = 101 }, CancellationToken.None));
    }

    private string[] Write(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Photographs.Write(folder["in", $"{i}.png"], seed: (ulong)i, width: 60 + i, height: 50))];

    private void AssertInterrupted()
    {
        Assert.True(End!.Interrupted);
        Assert.InRange(End.Done, 1, 12);
        Assert.Equal(["run.jsonl"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        Assert.DoesNotContain(Directory.GetFiles(folder["out"]), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private sealed class Told : IProgress<PreprocessProgress>
    {
        public List<PreprocessProgress> Progress { get; } = [];

        public void Report(PreprocessProgress value) => Progress.Add(value);
    }
}
