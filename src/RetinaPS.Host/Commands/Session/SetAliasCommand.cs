using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Gives a command another name.</summary>
[Cmdlet(VerbsCommon.Set, "Alias")]
public sealed class SetAliasCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    protected override void ProcessRecord() => InvokeProvider.Item.Set($"alias:{WildcardPattern.Escape(Name)}", Value);
}
