using System.Management.Automation;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects as JSON.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> items = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    protected override void ProcessRecord() => items.Add(InputObject);

    protected override void EndProcessing()
    {
        if (items.Count == 0)
            return;

        var output = new JsonOutput(Depth, EnumsAsStrings);
        WriteObject(output.Serialize(items.Count == 1 && !AsArray ? items[0] : items, Compress));
        if (output.Truncated)
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
    }
}
