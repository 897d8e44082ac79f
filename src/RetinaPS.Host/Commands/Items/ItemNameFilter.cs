using System.IO.Enumeration;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>
/// The filters on an item's name: -Filter by the operating system's rules, in which brackets are ordinary characters, -Include and
/// -Exclude by PowerShell's wildcards. None of them minds case.
/// </summary>
internal sealed class ItemNameFilter(string? filter, IEnumerable<string> include, IEnumerable<string> exclude)
{
    private readonly string? expression = string.IsNullOrEmpty(filter) ? null : FileSystemName.TranslateWin32Expression(filter);
    private readonly WildcardPattern[] included = [.. include.Select(Pattern)];
    private readonly WildcardPattern[] excluded = [.. exclude.Select(Pattern)];

    public bool Matches(PSObject item)
    {
        var name = ItemCommand.ItemName(item);
        return (expression is null || FileSystemName.MatchesWin32Expression(expression, name))
            && (included.Length == 0 || included.Any(pattern => pattern.IsMatch(name)))
            && !excluded.Any(pattern => pattern.IsMatch(name));
    }

    private static WildcardPattern Pattern(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
}
