using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Aliases by name.</summary>
[Cmdlet(VerbsCommon.Get, "Alias")]
[OutputType(typeof(AliasInfo))]
public sealed class GetAliasCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string? Definition { get; set; }

    protected override void ProcessRecord()
    {
        var aliases = Name.SelectMany(name => InvokeCommand.GetCommands(name, CommandTypes.Alias, nameIsPattern: true)).OfType<AliasInfo>();
        foreach (var alias in aliases.Where(alias => Definition is null || alias.Definition.Equals(Definition, StringComparison.OrdinalIgnoreCase)))
            WriteObject(alias);
    }
}
