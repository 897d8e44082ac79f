using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Orders objects; equal ones keep their order.</summary>
[Cmdlet("Sort", "Object")]
[Alias("sort")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    public int Top { get; set; } = int.MaxValue;

    [Parameter]
    public int Bottom { get; set; } = int.MaxValue;

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        var comparer = new ValueComparer(CaseSensitive);
        var keys = PropertySpecification.ParseAll(Property);
        var rows = items.Select(item => (Item: item, Keys: Keys(item, keys)));
        var ordered = rows.OrderBy(_ => 0);
        for (var i = 0; i < Math.Max(keys.Length, 1); i++)
        {
            var column = i;
            ordered = (keys.Length > 0 ? keys[i].Descending : null) ?? Descending
                ? ordered.ThenByDescending(row => row.Keys[column], comparer)
                : ordered.ThenBy(row => row.Keys[column], comparer);
        }

        object?[]? previous = null;
        var sorted = ordered.Where(row =>
        {
            var repeated = Unique && previous is not null && previous.SequenceEqual(row.Keys, comparer);
            previous = row.Keys;
            return !repeated;
        });
        foreach (var (item, _) in sorted.Take(Top).TakeLast(Bottom))
            WriteObject(item);
    }

    private static object?[] Keys(PSObject item, PropertySpecification[] keys) =>
        keys.Length == 0 ? [item.BaseObject] : [.. keys.Select(key => key.EvaluateOne(item))];
}
