using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>An item cmdlet that selects by name: -Filter, -Include, -Exclude; -Force shows hidden items.</summary>
public abstract class FilteredItemCommand : ItemCommand
{
    [Parameter]
    public virtual string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected ItemNameFilter NameFilter(params string[] alsoInclude) => new(Filter, [.. Include, .. alsoInclude], Exclude);
}
