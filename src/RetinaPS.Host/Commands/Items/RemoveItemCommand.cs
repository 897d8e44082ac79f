using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Deletes items; a folder that holds something only with -Recurse.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[Alias("rm", "rmdir")]
public sealed class RemoveItemCommand : FilteredItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    protected override void ProcessRecord()
    {
        var filter = NameFilter();
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, Force)).Where(filter.Matches))
            Remove(item);
    }

    private void Remove(PSObject item)
    {
        var path = ItemPath(item);
        var isLink = item.BaseObject is FileSystemInfo { LinkTarget: not null };
        if (IsContainer(item) && !isLink && !Recurse && InvokeProvider.ChildItem.HasChild(path, force: true, literalPath: true))
        {
            WriteError(new ErrorRecord(
                new IOException($"The folder '{NativePath(item)}' is not empty. Use -Recurse to remove it with all it holds."),
                "DirectoryNotEmpty", ErrorCategory.InvalidOperation, item));
            return;
        }

        if (ShouldProcess(NativePath(item), "Remove"))
            Attempt(path, () => InvokeProvider.Item.Remove([path], Recurse, Force, literalPath: true));
    }
}
