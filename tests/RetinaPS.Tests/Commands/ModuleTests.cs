using System.Management.Automation;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class ModuleTests
{
    [Fact]
    public void The_assembled_module_is_what_runs() =>
        Assert.StartsWith(AssembledModule.Folder, typeof(RetinaPS.Imaging.RetinaImage).Assembly.Location, StringComparison.Ordinal);

    [Fact]
    public void Every_exported_cmdlet_exists_and_every_cmdlet_is_exported()
    {
        using var shell = new ModuleRunspace();
        var commands = shell.Run("Get-Command -Module RetinaPS -CommandType Cmdlet").Succeeded().As<CommandInfo>().Select(c => c.Name);
        var defined = AssembledModule.Cmdlets
            .SelectMany(t => t.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>())
            .Select(a => $"{a.VerbName}-{a.NounName}");
        Assert.Equal(defined.Order(StringComparer.Ordinal), commands.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_processor_is_always_a_device()
    {
        using var shell = new ModuleRunspace();
        Assert.Equal("Cpu", shell.Run("(Get-RetinaDevice Cpu).Id").Succeeded().Single<string>());
    }
}
