using System.Management.Automation;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Passes objects on and keeps a copy in a file or a variable.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
[Alias("tee")]
public sealed class TeeObjectCommand : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Append { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        items.Add(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        if (Variable is not null)
        {
            SessionState.PSVariable.Set(Variable, items.Count == 1 ? items[0] : items.ToArray());
            return;
        }

        using var writer = OutputPath.OpenWriter(OutputPath.Resolve(this, FilePath, null), Append, force: false, TextEncoding.Default);
        using var rendered = new Formatting.TextRendering(writer, Formatting.TextRendering.DefaultWidth);
        foreach (var item in items)
            rendered.Write(item);
        rendered.Complete();
    }
}
