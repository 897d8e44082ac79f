using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Passes objects on and keeps a copy in a file or a variable.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
[Alias("tee")]
public sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<PSObject> items = [];
    private readonly PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
    private SteppablePipeline? file;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Append { get; set; }

    public void Dispose()
    {
        file?.Dispose();
        shell.Dispose();
    }

    protected override void BeginProcessing()
    {
        if (Variable is not null)
            return;
        shell.AddCommand("Out-File").AddParameter(nameof(FilePath), FilePath).AddParameter(nameof(Append), Append);
        file = shell.GetSteppablePipeline();
        file.Begin(this);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        if (Variable is not null)
            items.Add(InputObject);
        file?.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        file?.End();
        if (Variable is not null)
            SessionState.PSVariable.Set(Variable, items.Count == 1 ? items[0] : items.ToArray());
    }
}
