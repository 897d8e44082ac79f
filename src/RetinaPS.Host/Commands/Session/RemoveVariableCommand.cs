using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Removes variables.</summary>
[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
public sealed class RemoveVariableCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            if (ShouldProcess($"Name: {name}", "Remove variable"))
                SessionState.PSVariable.Remove(name);
        }
    }
}
