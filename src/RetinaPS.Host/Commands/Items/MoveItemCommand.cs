using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Moves items.</summary>
[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[Alias("mv")]
public sealed class MoveItemCommand : FilteredItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var filter = NameFilter();
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, Force)).Where(filter.Matches))
        {
            if (!ShouldProcess($"{NativePath(item)} to {Destination}", "Move"))
                continue;
            var moved = Attempt(ItemPath(item), () => InvokeProvider.Item.Move([ItemPath(item)], Destination, Force, literalPath: true));
            if (PassThru)
                WriteObject(moved ?? [], enumerateCollection: true);
        }
    }
}
