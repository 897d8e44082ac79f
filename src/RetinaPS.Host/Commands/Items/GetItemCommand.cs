using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>The items that paths name.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class GetItemCommand : FilteredItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    protected override void ProcessRecord()
    {
        var filter = NameFilter();
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, Force)).Where(filter.Matches))
            WriteObject(item);
    }
}
