using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Changes the current folder; without a path, to the home folder.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Path { get; set; } = "~";

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var location = SessionState.Path.SetLocation(LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath));
        if (PassThru)
            WriteObject(location);
    }
}
