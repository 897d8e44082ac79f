using System.Diagnostics;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>How long a script block takes.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private readonly Stopwatch watch = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Expression { get; set; } = null!;

    protected override void ProcessRecord()
    {
        // In the caller's scope: what the block sets stays set.
        if (InputObject is not null)
            SessionState.PSVariable.Set("_", InputObject);
        watch.Start();
        InvokeCommand.InvokeScript(useLocalScope: false, Expression, input: null);
        watch.Stop();
    }

    protected override void EndProcessing() => WriteObject(watch.Elapsed);
}
