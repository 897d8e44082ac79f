using System.Diagnostics;
using RetinaPS.Batch;
using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Reports;

/// <summary>The page in a browser: makes two reports and has tests/report open them in headless Chromium.</summary>
[Trait("Speed", "Slow")]
public sealed class ReportPageTests : CmdletTest
{
    private static readonly string Scripts = Path.Combine(AssembledModule.RepositoryRoot, "tests", "report");

    private static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    [Fact]
    public void The_page_works_in_a_browser()
    {
        SoftCudaLibrary.Require(SoftCudaLibrary.FindProgram("npm", "npm.cmd") is not null, "the page's tests need Node.js with npm");
        SoftCudaLibrary.Require(File.Exists(Chromium), "the page's tests need Chromium (package chromium; CHROMIUM names it if it is elsewhere)");
        WriteSmallReport();
        WriteLargeReport();
        if (!IsRestored())
            Start("npm", "ci", "--no-audit", "--no-fund");
        Start("node", "--test", "--test-reporter=spec", "report.test.mjs");
    }

    /// <summary>Eyes with pictures, one of them much too large, failed and doubtful ones, and names that could be taken for markup.</summary>
    private void WriteSmallReport()
    {
        string[] eyes =
        [
            .. Enumerable.Range(1, 14).Select(i => $"eye-{i}.png"), "outlier.png", "unicode œil 眼底.png", "<img src=x onerror=alert(1)>.png", "\"quotes' & <b>.png",
        ];
        foreach (var (i, name) in eyes.Index())
        {
            Photographs.Write(Folder[name], seed: (ulong)i + 1);
            Photographs.Write(Folder["out", name], seed: (ulong)i + 1);
        }

        File.WriteAllText(Folder["damaged.jpg"], "no picture");
        ManifestOnDisk.Write(
            Folder["run.jsonl"],
            [
                .. eyes.Select((name, i) => ManifestOnDisk.Done(
                    Folder[name], Folder["out", name], i, i == 3 ? PreprocessStatus.Doubtful : PreprocessStatus.Done, name == "outlier.png" ? 140 : null)),
                ManifestOnDisk.Failed(Folder["damaged.jpg"], Folder["out", "damaged.jpg"], 20),
                ManifestOnDisk.Failed("/nowhere/<!--</script><script>alert(2)</script> end.png", "/nowhere/out.png", 21),
            ],
            command: "Get-ChildItem '<b>' | Invoke-RetinaPreprocess -Reference \"ref & co.png\" -Destination out -Manifest run.jsonl");
        Run("New-RetinaReport report.html -Manifest run.jsonl -Title '<b>Clinic</b> & </title><script>alert(3)</script>'").Succeeded();
    }

    private void WriteLargeReport()
    {
        ManifestOnDisk.Write(Folder["large.jsonl"], [.. Enumerable.Range(0, 10_000).Select(i => ManifestOnDisk.Done($"/photos/{i:D5}.png", $"/out/{i:D5}.png", i))]);
        Run("New-RetinaReport large.html -Manifest large.jsonl -NoThumbnail").Succeeded();
    }

    private static bool IsRestored()
    {
        var restored = new FileInfo(Path.Combine(Scripts, "node_modules", ".package-lock.json"));
        return restored.Exists && restored.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Scripts, "package-lock.json"));
    }

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Scripts, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REPORT"] = Folder["report.html"];
        start.Environment["LARGE_REPORT"] = Folder["large.html"];
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
    }
}
