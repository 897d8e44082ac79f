using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Host;

/// <summary>The host ends as pwsh would, so that shells and job schedulers can rely on it.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("Get-Item nothing-here", 1)]
    [InlineData("Get-Item nothing-here -ErrorAction SilentlyContinue; 1", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("if (", 1)]
    [InlineData("1 )", 1)]
    public void A_command_ends_with_its_code(string command, int expected) =>
        Assert.Equal(expected, HostProcess.Command(folder.Path, command).ExitCode);

    [Theory]
    [InlineData("Write-Output done", 0)]
    [InlineData("Write-Error 'not fatal'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'no'", 1)]
    public void A_script_ends_with_its_code(string script, int expected)
    {
        File.WriteAllText(folder["a [1] script.ps1"], script);
        Assert.Equal(expected, HostProcess.Run(folder.Path, "-File", "a [1] script.ps1").ExitCode);
    }

    [Fact]
    public void A_native_programs_code_is_in_LASTEXITCODE()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        Assert.Equal(3, HostProcess.Command(folder.Path, "sh -c 'exit 3'; exit $LASTEXITCODE").ExitCode);
    }

    [Fact]
    public void A_wrong_option_is_refused_by_name()
    {
        var result = HostProcess.Run(folder.Path, "-Wrong");
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-Wrong", result.Errors);
    }

    [Fact]
    public void A_missing_module_is_named()
    {
        var result = HostProcess.RunWith(folder["absent.psd1"], input: "", folder.Path, "-Command", "1");
        Assert.Equal(70, result.ExitCode);
        Assert.Contains("absent.psd1", result.Errors);
    }

    [Fact]
    public void A_broken_module_is_named()
    {
        File.WriteAllText(folder["broken.psd1"], "@{ RootModule = 'absent.dll'; ModuleVersion = '1.0' }");
        var result = HostProcess.RunWith(folder["broken.psd1"], input: "", folder.Path, "-Command", "1");
        Assert.Equal(70, result.ExitCode);
        Assert.Contains("does not load", result.Errors);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_stops_the_pipeline_and_runs_its_finally(string signal, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var host = HostProcess.StartAndAwait(
            "started", folder.Path, "-Command", "try { 'started'; Start-Sleep 50 } finally { [IO.File]::WriteAllText('cleaned', '') }");
        host.Signal(signal);
        Assert.Equal(expected, host.End().ExitCode);
        Assert.True(File.Exists(folder["cleaned"]));
    }
}
