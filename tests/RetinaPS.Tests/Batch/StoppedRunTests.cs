using System.Diagnostics;
using System.Management.Automation;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch;

/// <summary>What is left of a run that ends early: whole files, and nothing else.</summary>
[Collection(Alone.Name)]
public sealed class StoppedRunTests : CmdletTest
{
    private const int Inputs = 60;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly int threadsBefore;

    public StoppedRunTests()
    {
        Shell.Set("reference", Photographs.Reference());
        byte[] photograph = File.ReadAllBytes(Photographs.Write(Folder["in", "00.jpg"], seed: 1, width: 900, height: 700));
        for (int i = 1; i < Inputs; i++)
            File.WriteAllBytes(Folder["in", $"{i:D2}.jpg"], photograph);

        // OpenCV keeps threads of its own, which bear the name of the worker that was the first to need them.
        Run("Invoke-RetinaPreprocess in/00.jpg -Reference $reference -ThrottleLimit 1").Succeeded();
        threadsBefore = CountWorkers();
    }

    [Fact]
    public void A_downstream_error_ends_the_run_and_leaves_whole_files_only()
    {
        var result = Run("Invoke-RetinaPreprocess in/*.jpg -Reference $reference -Destination out -ThrottleLimit 8 | ForEach-Object { throw 'enough' }");
        Assert.Contains("enough", result.ErrorIds[0] + result.Thrown?.Message, StringComparison.Ordinal);
        AssertOnlyWholeFilesAreLeft(fewerThan: Inputs);
        AssertNoWorkerIsLeft();
    }

    [Fact]
    public void A_downstream_error_frees_the_results_that_nobody_took()
    {
        RetinaImage? taken = null;
        Shell.Set("take", new Action<RetinaImage>(image =>
        {
            taken = image;
            throw new InvalidOperationException("enough");
        }));
        var result = Run("Invoke-RetinaPreprocess in/*.jpg -Reference $reference -ThrottleLimit 8 | ForEach-Object { try { $take.Invoke($_) } catch { throw 'enough' } }");
        Assert.NotEmpty(result.ErrorIds);

        // The one that was handed over is its taker's.
        Assert.NotNull(taken);
        Assert.False(taken.IsDisposed);
        AssertNoWorkerIsLeft();
    }

    [Fact]
    public void Stopping_frees_the_images_that_were_to_be_freed()
    {
        var images = Enumerable.Range(0, 10).Select(i => Photographs.Image((ulong)i, width: 300, height: 240, name: $"{i}")).ToArray();
        var buffers = images.Select(image => image.Buffer).ToArray();
        Shell.Set("images", images);
        Run("Invoke-RetinaPreprocess -InputObject $images -Reference $reference -ThrottleLimit 1 -DisposeInput | ForEach-Object { throw 'enough' }");
        Assert.All(images, image => Assert.True(image.IsDisposed));
        Assert.All(buffers, buffer => Assert.Throws<ObjectDisposedException>(() => buffer.Share()));
    }

    /// <summary>The second is generous for what is done in it; a busy machine gets three tries.</summary>
    [Fact]
    public void Stopping_takes_less_than_a_second_and_leaves_whole_files_only()
    {
        var fastest = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < 3 && fastest > TimeSpan.FromSeconds(1); attempt++)
        {
            using var shell = Shell.CreateShell($"Invoke-RetinaPreprocess in/*.jpg -Reference $reference -Destination out -MaskDestination masks -Force -ThrottleLimit 8");
            using var arrived = new ManualResetEventSlim();
            var output = new PSDataCollection<PSObject>();
            output.DataAdded += (_, _) => arrived.Set();
            shell.BeginInvoke<PSObject, PSObject>(null, output);
            Assert.True(arrived.Wait(Long));
            var clock = Stopwatch.StartNew();
            shell.Stop();
            fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            AssertNoWorkerIsLeft();
        }

        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        AssertOnlyWholeFilesAreLeft(fewerThan: Inputs);
    }

    [Fact]
    public void A_run_that_waits_for_input_can_be_stopped()
    {
        using var shell = Shell.CreateShell("$input | Invoke-RetinaPreprocess -Reference $reference -Destination out -ThrottleLimit 8");
        var input = new PSDataCollection<string> { Folder["in", "00.jpg"], Folder["in", "01.jpg"] };
        shell.BeginInvoke(input, new PSDataCollection<PSObject>());
        shell.Stop();
        AssertNoWorkerIsLeft();
    }

    [Fact]
    public void A_run_that_ends_well_leaves_no_worker()
    {
        Run("Invoke-RetinaPreprocess in/0?.jpg -Reference $reference -Destination out -ThrottleLimit 8").Succeeded();
        AssertNoWorkerIsLeft();
        Assert.Equal(10, Directory.GetFiles(Folder["out"]).Length);
    }

    [Fact]
    public void A_run_whose_reference_is_missing_leaves_no_worker()
    {
        Assert.Equal(["RetinaPS.FileNotFound"], Run("Invoke-RetinaPreprocess in/*.jpg -Reference missing.jpg -Destination out -ThrottleLimit 8").ErrorIds);
        AssertNoWorkerIsLeft();
    }

    private void AssertOnlyWholeFilesAreLeft(int fewerThan)
    {
        string[] left = [.. Folder.Files().Where(file => !file.StartsWith(Folder["in"], StringComparison.Ordinal))];
        Assert.All(left, file => Assert.Contains(Path.GetExtension(file), (string[])[".jpg", ".png"]));
        Assert.All(left, file => Assert.NotEmpty(Photographs.Pixels(file)));
        Assert.InRange(Directory.GetFiles(Folder["out"]).Length, 1, fewerThan - 1);
    }

    /// <summary>A thread that has ended may take a moment to go.</summary>
    private void AssertNoWorkerIsLeft() => Assert.True(SpinWait.SpinUntil(() => CountWorkers() <= threadsBefore, Long));

    /// <summary>Threads by their names, where the system tells them.</summary>
    private static int CountWorkers() => OperatingSystem.IsLinux()
        ? Directory.GetDirectories("/proc/self/task").Count(folder => NameOf(folder).StartsWith("RetinaPS worker", StringComparison.Ordinal))
        : 0;

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm"));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
