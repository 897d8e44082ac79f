using System.Collections.ObjectModel;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Lists what folders hold, as the provider's own objects.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = PathSet)]
[Alias("ls")]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), typeof(string))]
public sealed class GetChildItemCommand : FilteredItemCommand
{
    [Parameter(Position = 1)]
    public override string? Filter { get; set; }

    [Parameter]
    [Alias("s")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth { get; set; } = uint.MaxValue;

    [Parameter]
    public SwitchParameter Name { get; set; }

    [Parameter]
    [Alias("af")]
    public SwitchParameter File { get; set; }

    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    private bool IsRecursive => Recurse || MyInvocation.BoundParameters.ContainsKey(nameof(Depth));

    protected override void ProcessRecord()
    {
        foreach (var path in GivenPaths.DefaultIfEmpty("."))
        {
            if (IsRecursive)
                ListTree(path);
            else
                Emit(GetChildren(path, IsLiteral), NameFilter(), prefix: "");
        }
    }

    // "photos/*.jpeg" -Recurse means every *.jpeg at or below photos.
    private void ListTree(string path)
    {
        var leaf = SessionState.Path.ParseChildName(path);
        if (IsLiteral || !WildcardPattern.ContainsWildcardCharacters(leaf))
        {
            Walk(GetChildren(path, IsLiteral), NameFilter(), Depth, prefix: "");
            return;
        }

        var parent = SessionState.Path.ParseParent(path, root: null);
        Walk(GetChildren(parent.Length > 0 ? parent : ".", isLiteral: false), NameFilter(leaf), Depth, prefix: "");
    }

    private void Walk(Collection<PSObject> items, ItemNameFilter filter, uint depth, string prefix)
    {
        Emit(items, filter, prefix);
        if (depth == 0)
            return;

        foreach (var folder in items.Where(item => IsContainer(item) && !IsLink(item)))
        {
            if (Stopping)
                return;
            var folderName = ItemName(folder);
            Walk(GetChildren(ItemPath(folder), isLiteral: true), filter, depth - 1, System.IO.Path.Combine(prefix, folderName));
        }
    }

    private Collection<PSObject> GetChildren(string path, bool isLiteral) =>
        Attempt(path, () => InvokeProvider.ChildItem.Get([path], recurse: false, Force, isLiteral)) ?? [];

    private void Emit(Collection<PSObject> items, ItemNameFilter filter, string prefix)
    {
        foreach (var item in items)
        {
            if (!filter.Matches(item) || (File && !Directory && IsContainer(item)) || (Directory && !File && !IsContainer(item)))
                continue;
            WriteObject(Name ? System.IO.Path.Combine(prefix, ItemName(item)) : item);
        }
    }

    // A link may lead back to where it lies.
    private static bool IsLink(PSObject item) => item.BaseObject is FileSystemInfo { LinkTarget: not null };
}
