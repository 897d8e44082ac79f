using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>One part of a path: its parent, unless another is asked for.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = "Parent")]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "Parent")]
    public SwitchParameter Parent { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Leaf")]
    public SwitchParameter Leaf { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LeafBase")]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Extension")]
    public SwitchParameter Extension { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "IsAbsolute")]
    public SwitchParameter IsAbsolute { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        var paths = Resolve ? Path.SelectMany(path => SessionState.Path.GetResolvedPSPathFromPSPath(path)).Select(info => info.Path) : Path;
        foreach (var path in paths)
            WriteObject(Part(path));
    }

    private object Part(string path) => ParameterSetName switch
    {
        "Leaf" => SessionState.Path.ParseChildName(path),
        "LeafBase" => System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path)),
        "Extension" => System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path)),
        "IsAbsolute" => SessionState.Path.IsPSAbsolute(path, out _) || System.IO.Path.IsPathRooted(path),
        _ => SessionState.Path.ParseParent(path, root: null),
    };
}
