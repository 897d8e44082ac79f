using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Runs text as a script, in the caller's scope.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    protected override void ProcessRecord() =>
        WriteObject(InvokeCommand.InvokeScript(useLocalScope: false, InvokeCommand.NewScriptBlock(Command), input: null), enumerateCollection: true);
}
