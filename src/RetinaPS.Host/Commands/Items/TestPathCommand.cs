using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Whether paths lead to an item.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public override string[] Path { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public PathType PathType { get; set; }

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var pattern in Patterns ?? [])
            WriteObject(!string.IsNullOrWhiteSpace(pattern) && Satisfies(pattern));
    }

    private bool Satisfies(string pattern)
    {
        try
        {
            if (IsValid)
                return SessionState.Path.IsValid(pattern);

            return InvokeProvider.Item.Exists(pattern) && PathType switch
            {
                PathType.Container => InvokeProvider.Item.IsContainer(pattern),
                PathType.Leaf => !InvokeProvider.Item.IsContainer(pattern),
                _ => true,
            };
        }
        catch (SessionStateException)
        {
            return false;
        }
    }
}
