using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>The paths as programs outside the shell know them.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var pattern in Patterns)
            WriteObject(Attempt(pattern, () => SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out _)) ?? [], enumerateCollection: true);
    }
}
