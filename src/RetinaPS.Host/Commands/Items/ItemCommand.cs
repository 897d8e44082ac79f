using System.Collections.ObjectModel;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>
/// What cmdlets over items share: Path with wildcards or LiteralPath, name filters, and one error record for each path that fails while
/// the others go on. The provider does the work, so that items carry PSPath and drives other than the file system serve too.
/// </summary>
public abstract class ItemCommand : PSCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public virtual string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    private protected bool IsLiteral => ParameterSetName == LiteralPathSet;

    /// <summary>The paths as given, not resolved.</summary>
    private protected IEnumerable<string> GivenPaths => IsLiteral ? LiteralPath : Path;

    /// <summary>The given paths as wildcard patterns; a literal one matches itself alone.</summary>
    private protected IEnumerable<string> Patterns => IsLiteral ? LiteralPath.Select(WildcardPattern.Escape) : Path;

    /// <summary>The items that a given path names.</summary>
    private protected Collection<PSObject> GetItems(string path, bool force) =>
        Attempt(path, () => InvokeProvider.Item.Get([path], force, IsLiteral)) ?? [];

    /// <summary>Runs one provider call; when it fails, writes the error and returns null.</summary>
    private protected T? Attempt<T>(object target, Func<T> call)
        where T : class
    {
        try
        {
            return call();
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception e) when (e is IContainsErrorRecord or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            var record = (e as IContainsErrorRecord)?.ErrorRecord;
            WriteError(record is null ? new ErrorRecord(e, e.GetType().Name, ErrorCategory.WriteError, target) : new ErrorRecord(record, e));
            return null;
        }
    }

    /// <summary>Runs one provider call that returns nothing; false when it failed.</summary>
    private protected bool Attempt(object target, Action call) => Attempt(target, () => { call(); return this; }) is not null;

    /// <summary>The item's full path without its provider's name, as messages show it.</summary>
    private protected static string NativePath(PSObject item) =>
        (item.BaseObject as FileSystemInfo)?.FullName ?? (string)item.Properties["PSPath"].Value;

    /// <summary>The item's name in its folder or drive. Providers other than the file system's do not say it apart.</summary>
    internal static string ItemName(PSObject item) => (item.Properties["PSChildName"] ?? item.Properties["Name"])?.Value?.ToString() ?? "";

    private protected static string ItemPath(PSObject item) => (string)item.Properties["PSPath"].Value;

    private protected static bool IsContainer(PSObject item) => item.Properties["PSIsContainer"]?.Value is true;
}
