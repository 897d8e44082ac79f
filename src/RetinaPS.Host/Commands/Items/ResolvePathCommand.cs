using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>The full paths that patterns match.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Relative { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var pattern in Patterns)
        {
            foreach (var path in Attempt(pattern, () => SessionState.Path.GetResolvedPSPathFromPSPath(pattern)) ?? [])
                WriteObject(Relative ? Relativize(path) : path);
        }
    }

    private string Relativize(PathInfo path)
    {
        var relative = System.IO.Path.GetRelativePath(SessionState.Path.CurrentFileSystemLocation.ProviderPath, path.ProviderPath);
        return relative.StartsWith('.') ? relative : System.IO.Path.Combine(".", relative);
    }
}
