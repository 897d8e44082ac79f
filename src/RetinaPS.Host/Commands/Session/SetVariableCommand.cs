using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Sets variables in the caller's scope.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
public sealed class SetVariableCommand : PSCmdlet
{
    private readonly List<object?> values = [];

    [Parameter(Mandatory = true, Position = 0)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Value { get; set; }

    [Parameter]
    [ValidateSet("Global", "Script", "Local", "Private")]
    public string? Scope { get; set; }

    protected override void ProcessRecord() => values.Add(Value);

    protected override void EndProcessing()
    {
        foreach (var name in Name)
        {
            if (ShouldProcess($"Name: {name}", "Set variable"))
                SessionState.PSVariable.Set(Scope is null ? name : $"{Scope}:{name}", values.Count == 1 ? values[0] : values.ToArray());
        }
    }
}
