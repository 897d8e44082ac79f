using RetinaPS.Commands;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch;

/// <summary>A batch in PowerShell whose process gets a signal: what it leaves, and what its caller sees.</summary>
[Trait("Speed", "Slow")]
public sealed class SignalledRunTests : CmdletTest
{
    private const int Inputs = 300;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    // Input that ends when there is a file named go, so that no run ends before it got its signal.
    private const string OpenInput = "& { Get-Item in/00?.jpg; while (-not (Test-Path go)) { Start-Sleep -Milliseconds 20 } }";
    private const string Command =
        "Invoke-RetinaPreprocess -Reference ref.png -Destination out -MaskDestination masks -Manifest run.jsonl -Resume -Device Cpu";
    private const string GoOn = "; New-Item went-on";

    public SignalledRunTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        Photographs.Write(Folder["ref.png"], seed: 99);
        byte[] photograph = File.ReadAllBytes(Photographs.Write(Folder["in", "000.jpg"]));
        for (int i = 1; i < Inputs; i++)
            File.WriteAllBytes(Folder["in", $"{i:D3}.jpg"], photograph);
    }

    [Theory]
    [InlineData("TERM", 143, "-File")]
    [InlineData("HUP", 129, "-File")]
    [InlineData("INT", 130, "-File")]
    [InlineData("TERM", 143, "-Command")]
    [InlineData("INT", 130, "-Command")]
    public void A_run_that_waits_for_input_ends_in_good_order_and_the_exit_code_tells_the_signal(string signal, int exitCode, string mode)
    {
        string script = $"{OpenInput} | {Command} | Out-Null{GoOn}";
        File.WriteAllText(Folder["batch.ps1"], script);
        using var shell = PwshProcess.StartWith(Folder.Path, [mode, mode == "-File" ? "batch.ps1" : script]);
        AwaitFirst(shell, "run.jsonl");
        shell.Signal(signal);
        Assert.Equal(exitCode, shell.Wait().ExitCode);
        AssertInterrupted("run.jsonl");
        AssertResumes("in/00?.jpg", 10);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void A_run_in_the_midst_of_its_work_ends_in_good_order_too(string signal, int exitCode)
    {
        using var shell = PwshProcess.Start(Folder.Path, $"{Command} in/*.jpg -ThrottleLimit 1 | Out-Null{GoOn}");
        AwaitFirst(shell, "run.jsonl");
        shell.Signal(signal);
        Assert.Equal(exitCode, shell.Wait().ExitCode);
        AssertInterrupted("run.jsonl");
        AssertResumes("in/*.jpg", Inputs);
    }

    [Theory]
    [InlineData("TERM", new[] { 143 })]
    [InlineData("INT", new[] { 1, 130 })]
    public void Runs_side_by_side_end_in_good_order_each(string signal, int[] exitCodes)
    {
        // After SIGINT the code is the shell's own where all runs have ended before the process does.
        string run = $"{OpenInput} | {Command} | Out-Null".Replace("out ", "out$_ ", StringComparison.Ordinal)
            .Replace("masks ", "masks$_ ", StringComparison.Ordinal).Replace("run.jsonl", "run$_.jsonl", StringComparison.Ordinal);
        using var shell = PwshProcess.Start(Folder.Path, $"0..2 | ForEach-Object -ThrottleLimit 3 -Parallel {{ {run}{GoOn} }}{GoOn}");
        string[] manifests = ["run0.jsonl", "run1.jsonl", "run2.jsonl"];
        Assert.All(manifests, manifest => AwaitFirst(shell, manifest));
        shell.Signal(signal);
        Assert.Contains(shell.Wait().ExitCode, exitCodes);
        Assert.All(manifests, AssertInterrupted);
    }

    [Fact]
    public void A_second_signal_ends_a_process_that_takes_its_time_to_end()
    {
        using var shell = PwshProcess.Start(Folder.Path, $$"""
            Add-Type 'public static class Ending { public static void Hold() => System.AppDomain.CurrentDomain.ProcessExit += (_, _) => {
                System.IO.File.WriteAllText("ending", ""); System.Threading.Thread.Sleep(-1); }; }'
            [Environment]::CurrentDirectory = $PWD
            [Ending]::Hold()
            {{OpenInput}} | {{Command}} | Out-Null
            """);
        AwaitFirst(shell, "run.jsonl");
        shell.Signal("TERM");
        Await(shell, () => File.Exists(Folder["ending"]));
        Assert.False(shell.HasEnded);
        shell.Signal("TERM");
        Assert.Equal(143, shell.Wait().ExitCode);
    }

    [Fact]
    public void A_run_that_is_started_with_nohup_goes_on_after_a_hangup()
    {
        using var shell = PwshProcess.StartWith(Folder.Path, ["-Command", $"{OpenInput} | {Command} | Out-Null"], ignoredSignal: "HUP");
        AwaitFirst(shell, "run.jsonl");
        shell.Signal("HUP");
        File.WriteAllText(Folder["go"], string.Empty);
        Assert.Equal(0, shell.Wait().ExitCode);
        Assert.False(Assert.Single(ManifestReader.Read(Folder["run.jsonl"]).Runs).End!.Interrupted);
    }

    [Fact]
    public void A_process_that_gets_the_signal_after_its_runs_ends_as_PowerShell_does()
    {
        using var shell = PwshProcess.Start(
            Folder.Path, $"{Command} in/00?.jpg | Out-Null; New-Item done; while ($true) {{ Start-Sleep -Milliseconds 20 }}");
        Await(shell, () => File.Exists(Folder["done"]));
        shell.Signal("INT");
        Assert.Equal(1, shell.Wait().ExitCode);
        Assert.False(Assert.Single(ManifestReader.Read(Folder["run.jsonl"]).Runs).End!.Interrupted);
    }

    [Fact]
    public void Signals_of_a_program_that_is_not_PowerShell_are_left_alone() => Assert.Null(ShellSignals.Handle());

    private static void Await(PwshProcess shell, Func<bool> condition)
    {
        Assert.True(SpinWait.SpinUntil(() => condition() || shell.HasEnded, Long));
        Assert.True(condition(), shell.HasEnded ? shell.Wait().Errors : null);
    }

    private void AwaitFirst(PwshProcess shell, string manifest) => Await(
        shell, () => File.Exists(Folder[manifest]) && ManifestReader.Read(Folder[manifest]).Photographs.Count > 0);

    private void AssertInterrupted(string manifest)
    {
        var read = ManifestReader.Read(Folder[manifest]);
        var end = Assert.Single(read.Runs).End;
        Assert.NotNull(end);
        Assert.True(end.Interrupted);
        Assert.Equal(0, read.DamagedLines);
        Assert.Equal(read.Photographs.Count, end.Done + end.Doubtful);
        Assert.All(read.Photographs, record => Assert.True(record.Status is PreprocessStatus.Done or PreprocessStatus.Doubtful));
        string[] written = [.. read.Photographs.SelectMany(record => (string[])[record.Destination, record.MaskDestination!]).Order()];
        var folders = written.Select(file => Path.GetDirectoryName(file)!).Distinct();
        Assert.Equal(written, folders.SelectMany(Directory.GetFiles).Order());
        Assert.All(written, file => Assert.NotEmpty(Photographs.Pixels(file)));
        Assert.Empty(Folder.Files("*.lock"));
        Assert.Empty(Folder.Files("*.tmp"));
        Assert.False(File.Exists(Folder["went-on"]));
    }

    private void AssertResumes(string inputs, int count)
    {
        int before = ManifestReader.Read(Folder["run.jsonl"]).Photographs.Count;
        var records = Run($"{Command} {inputs}").Succeeded().As<PreprocessResult>();
        Assert.Equal((count, before), (records.Length, records.Count(record => record.Status == PreprocessStatus.Skipped)));
        var end = ManifestReader.Read(Folder["run.jsonl"]).Runs[^1].End!;
        Assert.Equal((count - before, before, false), (end.Done + end.Doubtful, end.Skipped, end.Interrupted));
        Assert.Equal(count, Directory.GetFiles(Folder["out"]).Length);
    }
}
