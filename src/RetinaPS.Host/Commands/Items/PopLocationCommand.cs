using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Goes back to the folder remembered last.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : PSCmdlet
{
    [Parameter]
    public string StackName { get; set; } = "";

    protected override void ProcessRecord() => SessionState.Path.PopLocation(StackName);
}
