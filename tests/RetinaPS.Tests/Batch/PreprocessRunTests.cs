using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch;

/// <summary>How Invoke-RetinaPreprocess works on many photographs at once.</summary>
public sealed class PreprocessRunTests : CmdletTest
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public PreprocessRunTests() => Shell.Set("reference", Photographs.Reference());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [Trait("Speed", "Slow")]
    public void Results_come_in_the_order_of_the_inputs_whatever_each_takes(int workers)
    {
        // Large and small photographs in turn, with some that fail at once.
        string[] names = [.. Enumerable.Range(0, 24).Select(i => $"{i:D2}.png")];
        for (int i = 0; i < names.Length; i++)
        {
            if (i % 5 == 4)
                File.WriteAllText(Folder[names[i]], "no picture");
            else
                Photographs.Write(Folder[names[i]], seed: (ulong)i, width: i % 3 == 0 ? 400 : 60, height: i % 3 == 0 ? 300 : 50);
        }

        var result = Run($"Invoke-RetinaPreprocess *.png -Reference $reference -MaskMethod FullFrame -ThrottleLimit {workers} -Destination out");
        var good = names.Where((_, i) => i % 5 != 4).Select(name => Folder[name]);
        var bad = names.Where((_, i) => i % 5 == 4).Select(name => Folder[name]);
        Assert.Equal(good, result.As<PreprocessResult>().Select(record => record.Source));
        Assert.Equal(bad, result.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_byte()
    {
        for (int i = 0; i < 12; i++)
            Photographs.Write(Folder[$"{i:D2}.jpg"], seed: (ulong)i, width: 150 + (11 * i), height: 120 + i);
        foreach (int workers in (int[])[1, 8])
            Run($"Invoke-RetinaPreprocess *.jpg -Reference $reference -Destination out{workers} -MaskDestination masks{workers} -ThrottleLimit {workers}").Succeeded();
        foreach (string kind in (string[])["out", "masks"])
        {
            string[] one = Directory.GetFiles(Folder[kind + "1"]), eight = Directory.GetFiles(Folder[kind + "8"]);
            Assert.Equal(12, one.Length);
            Assert.Equal(one.Order().Select(File.ReadAllBytes), eight.Order().Select(File.ReadAllBytes));
        }
    }

    [Fact]
    public void The_first_result_comes_before_the_last_input_is_given()
    {
        Photographs.Write(Folder["eye.png"]);
        using var shell = Shell.CreateShell("$input | Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame -ThrottleLimit 2");
        using var arrived = new ManualResetEventSlim();
        var input = new PSDataCollection<string>();
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => arrived.Set();
        var running = shell.BeginInvoke(input, output);
        for (int given = 0; given < 1000 && !arrived.IsSet; given++)
        {
            input.Add(Folder["eye.png"]);
            arrived.Wait(TimeSpan.FromMilliseconds(20));
        }

        Assert.True(arrived.IsSet);
        Assert.True(input.IsOpen);
        input.Complete();
        shell.EndInvoke(running);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void The_first_result_comes_before_the_last_file_of_a_wildcard_is_taken_up()
    {
        for (int i = 0; i < 4; i++)
            Photographs.Write(Folder[$"{i}.png"]);
        var events = new List<string>();
        using var shell = Shell.CreateShell("Invoke-RetinaPreprocess *.png -Reference $reference -MaskMethod FullFrame -ThrottleLimit 1 -Destination out -Verbose");
        shell.Streams.Verbose.DataAdded += (_, _) =>
        {
            // One worker has written the second result, so it has given the first; both are told on the pipeline's thread.
            events.Add("taken up");
            if (events.Count == 3)
                Assert.True(SpinWait.SpinUntil(() => File.Exists(Folder["out", "1.png"]), Long));
        };
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => events.Add("given");
        shell.Invoke(null, output);
        Assert.Equal(["taken up", "taken up", "taken up", "given"], events.Take(4));
        Assert.InRange(events.LastIndexOf("taken up"), 4, events.Count - 1);
        Assert.Equal(4, events.Count(e => e == "given"));
    }

    [Fact]
    public void Files_go_on_being_written_while_the_first_record_is_looked_at()
    {
        for (int i = 0; i < 20; i++)
            Photographs.Write(Folder[$"{i:D2}.png"], width: 60, height: 50);
        bool wentOn = false;
        Shell.Set("look", new Action(() => wentOn = wentOn || SpinWait.SpinUntil(() => File.Exists(Folder["out", "11.png"]), Long)));
        Run("Invoke-RetinaPreprocess *.png -Reference $reference -MaskMethod FullFrame -ThrottleLimit 1 -Destination out | ForEach-Object { $look.Invoke() }").Succeeded();
        Assert.True(wentOn);
    }

    [Fact]
    public void Images_from_a_pipeline_are_worked_off_as_they_come()
    {
        // Each image is freed by the run itself, so the most that were alive at once is what it held.
        var alive = new List<RetinaImage>();
        int most = 0;
        IEnumerable<RetinaImage> Images()
        {
            for (ulong seed = 0; seed < 40; seed++)
            {
                var image = Photographs.Image(seed, width: 60, height: 50, name: $"{seed}");
                alive.Add(image);
                yield return image;
            }
        }

        Shell.Set("taken", new Action<RetinaImage>(result =>
        {
            most = Math.Max(most, alive.Count - int.Parse(result.Name, System.Globalization.CultureInfo.InvariantCulture));
            result.Dispose();
        }));
        Shell.Set("images", Images());
        Run("$images | Invoke-RetinaPreprocess -Reference $reference -MaskMethod FullFrame -ThrottleLimit 2 -DisposeInput | ForEach-Object { $taken.Invoke($_) }").Succeeded();
        Assert.Equal(40, alive.Count);
        Assert.All(alive, image => Assert.True(image.IsDisposed));
        Assert.InRange(most, 1, (2 * 2) + 2);
    }

    [Fact]
    public void A_run_ends_its_progress_line()
    {
        Photographs.Write(Folder["eye.png"]);
        var progress = Run("Invoke-RetinaPreprocess eye.png -Reference $reference -Destination out").Succeeded().Progress;
        Assert.All(progress, record => Assert.Equal("Pre-processing", record.Activity));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public async Task Two_runspaces_at_once_give_what_each_gives_alone()
    {
        for (int i = 0; i < 8; i++)
            Photographs.Write(Folder[$"{i}.png"], seed: (ulong)i, width: 120 + (20 * i), height: 100 + i);
        byte[][] alone = Pixels(Run("Invoke-RetinaPreprocess *.png -Reference $reference"));
        using var both = new Barrier(2);
        var runs = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            using var shell = new ModuleRunspace(Folder.Path);
            shell.Set("reference", Photographs.Reference());
            Assert.True(both.SignalAndWait(Long));
            return Pixels(shell.Run("Invoke-RetinaPreprocess *.png -Reference $reference -ThrottleLimit 3"));
        }));
        Assert.All(await Task.WhenAll(runs), pixels => Assert.Equal(alone, pixels));

        static byte[][] Pixels(ShellOutput result) => [.. result.Succeeded().As<RetinaImage>().Select(image => image.CopyPixels())];
    }
}
