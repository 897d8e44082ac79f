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
        watch.Start();
        var variables = new List<PSVariable> { new("_", InputObject) };
        Expression.InvokeWithContext(functionsToDefine: null, variables);
        watch.Stop();
    }

    protected override void EndProcessing() => WriteObject(watch.Elapsed);
}
