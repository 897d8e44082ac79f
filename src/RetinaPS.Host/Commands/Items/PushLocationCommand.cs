using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Remembers the current folder and goes to another.</summary>
[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
public sealed class PushLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public string StackName { get; set; } = "";

    protected override void ProcessRecord()
    {
        SessionState.Path.PushCurrentLocation(StackName);
        if ((LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath)) is { } path)
            SessionState.Path.SetLocation(path);
    }
}
