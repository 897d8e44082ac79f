using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>A run that is killed at a random moment and then resumed gives what a run without a break gives.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledRunTests : CmdletTest
{
    private const int Inputs = 40;
    private const int Seed = 20261122;
    private readonly ITestOutputHelper log;
    private readonly Dictionary<string, byte[]> whole;
    private readonly long wholeManifest;

    public KilledRunTests(ITestOutputHelper log)
    {
        this.log = log;
        Photographs.Write(Folder["ref.png"], seed: 99);
        for (int i = 0; i < Inputs; i++)
            Photographs.Write(Folder["in", $"{i:D2}.jpg"], seed: (ulong)i + 1);
        Run(Command("whole")).Succeeded();
        whole = Outputs("whole");
        wholeManifest = new FileInfo(Folder["whole", "run.jsonl"]).Length;
        Assert.Equal(2 * Inputs, whole.Count);
    }

    [Fact]
    public void Killed_ten_times_and_resumed_each_time_nothing_is_missing_partial_or_left_over()
    {
        var random = new Random(Seed);
        int inTheMiddle = 0;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            string folder = $"killed{attempt}";
            inTheMiddle += KillWithin(folder, random) is > 0 and < Inputs ? 1 : 0;
            AssertResumes(folder);
        }

        Assert.True(inTheMiddle > 0, "Every process was killed before or after its work.");
    }

    [Fact]
    public void A_resumed_run_can_be_killed_and_resumed_again()
    {
        var random = new Random(Seed + 1);
        for (int attempt = 0; attempt < 3; attempt++)
            KillWithin("often", random);
        AssertResumes("often");
        var runs = ManifestReader.Read(Folder["often", "run.jsonl"]).Runs;
        Assert.NotNull(runs[^1].End);
    }

    private static string Command(string folder) =>
        $"Invoke-RetinaPreprocess in/*.jpg -Reference ref.png -Destination {folder}/out -MaskDestination {folder}/masks "
        + $"-Manifest {folder}/run.jsonl -Resume -Device Cpu -ThrottleLimit 4";

    /// <summary>Kills a run when its manifest has grown to a random size and a moment has passed, and looks at what it leaves.</summary>
    /// <returns>How many photographs the manifest then records.</returns>
    private int KillWithin(string folder, Random random)
    {
        var manifest = new FileInfo(Folder[folder, "run.jsonl"]);
        long size = random.NextInt64(wholeManifest);
        var moment = TimeSpan.FromMilliseconds(5 * random.NextDouble());
        using (var shell = PwshProcess.Start(Folder.Path, Command(folder) + " | Out-Null"))
        {
            while (!shell.HasEnded && !(Exists(manifest) && manifest.Length >= size))
                Thread.Sleep(1);
            Thread.Sleep(moment);
            shell.Kill();
        }

        if (!Exists(manifest))
            return 0;
        var left = ManifestReader.Read(manifest.FullName);
        int temporary = Directory.GetFiles(Folder[folder], "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Length;
        log.WriteLine($"{folder}: killed {moment.TotalMilliseconds:F1} ms after {size} of {wholeManifest} bytes, {left.Photographs.Count} photographs recorded, {temporary} temporary files left");
        AssertWhole(Outputs(folder));
        Assert.All(left.Photographs, record => Assert.True(File.Exists(record.Destination) && File.Exists(record.MaskDestination)));
        return left.Photographs.Count;
    }

    private void AssertResumes(string folder)
    {
        var records = Run(Command(folder)).Succeeded().As<PreprocessResult>();
        Assert.Equal(Inputs, records.Length);
        var outputs = Outputs(folder);
        AssertWhole(outputs);
        Assert.Equal(whole.Keys.Order(), outputs.Keys.Order());
        Assert.Equal(2 * Inputs, Directory.GetFiles(Folder[folder, "out"]).Length + Directory.GetFiles(Folder[folder, "masks"]).Length);
        Assert.Equal([Folder[folder, "run.jsonl"]], Directory.GetFiles(Folder[folder]));
        var manifest = ManifestReader.Read(Folder[folder, "run.jsonl"]);
        Assert.Equal(Inputs, manifest.Photographs.Count(record => record.Status == PreprocessStatus.Done));
        Assert.False(manifest.Runs[^1].End!.Interrupted);
    }

    private void AssertWhole(Dictionary<string, byte[]> outputs) => Assert.All(outputs, file => Assert.Equal(whole[file.Key], file.Value));

    /// <summary>The results under their names, without what still bears a temporary one.</summary>
    private Dictionary<string, byte[]> Outputs(string folder) => ((string[])["out", "masks"])
        .SelectMany(kind => Directory.Exists(Folder[folder, kind]) ? Directory.GetFiles(Folder[folder, kind]) : [])
        .Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(Folder[folder], file), File.ReadAllBytes);

    private static bool Exists(FileInfo file)
    {
        file.Refresh();
        return file.Exists;
    }
}
