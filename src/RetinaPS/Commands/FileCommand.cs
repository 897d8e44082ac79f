using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>A cmdlet that reads files.</summary>
public abstract class FileCommand : RetinaCommand
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Files to read. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, by their exact names: brackets and stars stand for themselves. Files from Get-ChildItem bind here.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files that this record of the pipeline names; what names none becomes an error record.</summary>
    private protected IEnumerable<string> InputFiles() =>
        ResolveFiles(LiteralPath.Length > 0 ? LiteralPath : Path, literal: LiteralPath.Length > 0);
}
