using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Host;

/// <summary>What reaches a script, and where its words go.</summary>
public sealed class InvocationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_module_is_loaded() =>
        Assert.Equal(["RetinaPS"], HostProcess.Command(folder.Path, "(Get-Command Invoke-RetinaPreprocess).Source").Lines);

    [Fact]
    public void Arguments_are_bound_to_the_scripts_parameters()
    {
        File.WriteAllText(folder["script.ps1"], """
            param([string] $Name, [switch] $Fast, [switch] $Slow, [int] $Count, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$Fast|$Slow|$Count|$($Rest -join ',')|$(Split-Path $PSCommandPath -Leaf)"
            """);
        var result = HostProcess.Run(folder.Path, "-File", "script.ps1", "-Name", "an eye", "-Fast", "-Slow:$false", "-Count", "-3", "x", "y");
        Assert.Equal(["an eye|True|False|-3|x,y|script.ps1"], result.Lines);
    }

    [Fact]
    public void A_dash_reads_the_command_from_standard_input() =>
        Assert.Equal(["3", "4"], HostProcess.RunWith(module: null, "1 + 2\n2 + 2\n", folder.Path, "-Command", "-").Lines);

    [Fact]
    public void Without_arguments_and_terminal_it_explains_itself() =>
        Assert.Contains("-Command <command>", HostProcess.Run(folder.Path).Output);

    [Fact]
    public void Results_and_messages_go_apart()
    {
        var result = HostProcess.Command(folder.Path, "'result'; Write-Warning careful; Write-Error failed; Write-Progress away -PercentComplete 5");
        Assert.Equal(["result"], result.Lines);
        Assert.Contains("WARNING: careful", result.Errors);
        Assert.Contains("failed", result.Errors);
        Assert.DoesNotContain("away", result.Errors);
    }

    [Fact]
    public void A_redirected_error_has_its_position_and_no_colours()
    {
        File.WriteAllText(folder["script.ps1"], "function Fail { throw 'deep' }\nFail");
        var result = HostProcess.Run(folder.Path, "-File", "script.ps1");
        Assert.Contains("script.ps1:1", result.Errors);
        Assert.Contains("deep", result.Errors);
        Assert.DoesNotContain('\x1b', result.Errors);
    }
}
