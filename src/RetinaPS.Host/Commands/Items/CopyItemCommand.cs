using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Copies items; folders with what they hold only with -Recurse.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[Alias("cp")]
public sealed class CopyItemCommand : FilteredItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var filter = NameFilter();
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, Force)).Where(filter.Matches))
        {
            if (!ShouldProcess($"{NativePath(item)} to {Destination}", "Copy"))
                continue;
            var copies = Attempt(ItemPath(item), () => InvokeProvider.Item.Copy(
                [ItemPath(item)], Destination, Recurse, CopyContainers.CopyTargetContainer, Force, literalPath: true));
            if (PassThru)
                WriteObject(copies ?? [], enumerateCollection: true);
        }
    }
}
