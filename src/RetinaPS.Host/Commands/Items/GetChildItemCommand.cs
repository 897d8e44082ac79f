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
                Emit(ListMatches(path) ?? GetChildren(path, IsLiteral), NameFilter(), prefix: "");
        }
    }

    /// <summary>
    /// What a path names whose last part alone has wildcards, from one listing of its folder; null for any other path. The engine's own
    /// expansion asks the provider about one name after another: seconds in a folder of tens of thousands.
    /// </summary>
    private Collection<PSObject>? ListMatches(string path)
    {
        int start = path.LastIndexOfAny(['/', '\\']) + 1;
        string parent = start > 0 ? path[..start] : ".", leaf = path[start..];
        if (IsLiteral || !WildcardPattern.ContainsWildcardCharacters(leaf) || WildcardPattern.ContainsWildcardCharacters(parent) || HasOwnRules(path))
            return null;
        try
        {
            SessionState.Path.GetUnresolvedProviderPathFromPSPath(parent, out var provider, out _);
            if (provider.Name != "FileSystem")
                return null;
            var pattern = WildcardPattern.Get(leaf, WildcardOptions.IgnoreCase);
            var items = InvokeProvider.ChildItem.Get([parent], recurse: false, Force, literalPath: true);
            return [.. items.Where(item => pattern.IsMatch(((FileSystemInfo)item.BaseObject).Name))];
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // A drive or folder that is missing or closed: the expansion says what is to be said of it.
            return null;
        }
    }

    // Escapes, which the expansion reads in its own way; a drive's current folder; a provider's path, whose items know no drive.
    private static bool HasOwnRules(string path) =>
        path.Contains('`') || path.Contains("::", StringComparison.Ordinal) || (path.Contains(':') && path.AsSpan().IndexOfAny('/', '\\') < 0);

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
