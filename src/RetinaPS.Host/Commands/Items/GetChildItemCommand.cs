using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;

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
            else if (!StreamFolder(path))
                Emit(ListMatches(path) ?? GetChildren(path, IsLiteral), NameFilter(), prefix: "");
        }
    }

    /// <summary>
    /// Gives what a folder holds item by item, where the provider can do all the selecting; false where it cannot. In a folder of tens of
    /// thousands the first item comes at once, and others can work while the rest is listed.
    /// </summary>
    private bool StreamFolder(string path)
    {
        if (Include.Length > 0 || Exclude.Length > 0 || Name || File || Directory)
            return false;
        string? filter = Filter, folder = path;
        if (!IsLiteral && WildcardPattern.ContainsWildcardCharacters(path))
        {
            if (!string.IsNullOrEmpty(Filter) || SplitPattern(path) is not var (parent, leaf) || !MeansTheSameToTheSystem(leaf))
                return false;
            (folder, filter) = (parent, leaf);
        }

        if ((!IsLiteral && folder.Contains('`')) || !IsOpenFolder(folder))
            return false;
        EngineInternals.WriteChildren(this, folder, filter, Force);
        return true;
    }

    /// <summary>
    /// What a path names whose last part alone has wildcards, from one listing of its folder; null for any other path. The engine's own
    /// expansion asks the provider about one name after another: seconds in a folder of tens of thousands.
    /// </summary>
    private Collection<PSObject>? ListMatches(string path)
    {
        if (IsLiteral || SplitPattern(path) is not var (parent, leaf) || !IsOpenFolder(parent))
            return null;
        try
        {
            var pattern = WildcardPattern.Get(leaf, WildcardOptions.IgnoreCase);
            var items = InvokeProvider.ChildItem.Get([parent], recurse: false, Force, literalPath: true);
            return [.. items.Where(item => pattern.IsMatch(((FileSystemInfo)item.BaseObject).Name))];
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // A lone bracket, or what was just removed: the expansion says what is to be said of it.
            return null;
        }
    }

    private bool IsOpenFolder(string path)
    {
        try
        {
            string folder = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem")
                return false;
            using var entries = System.IO.Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || (e is RuntimeException and not PipelineStoppedException))
        {
            return false;
        }
    }

    private static (string Parent, string Leaf)? SplitPattern(string path)
    {
        int start = path.LastIndexOfAny(['/', '\\']) + 1;
        string parent = start > 0 ? path[..start] : ".", leaf = path[start..];
        bool lastPartAlone = WildcardPattern.ContainsWildcardCharacters(leaf) && !WildcardPattern.ContainsWildcardCharacters(parent);
        return lastPartAlone && !HasOwnRules(path) ? (parent, leaf) : null;
    }

    // The system's rules know no brackets, and have their own for question marks, for a full stop at the end and for one before a star.
    private static bool MeansTheSameToTheSystem(string leaf) =>
        Ascii.IsValid(leaf) && leaf.IndexOfAny(['?', '[', ']']) < 0 && !leaf.EndsWith('.') && !leaf.Contains(".*", StringComparison.Ordinal);

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
