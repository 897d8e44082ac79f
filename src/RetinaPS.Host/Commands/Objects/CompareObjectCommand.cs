using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Tells what two sets of objects have in common and what only one of them has, whatever their order.</summary>
[Cmdlet("Compare", "Object")]
[Alias("compare", "diff")]
public sealed class CompareObjectCommand : PSCmdlet
{
    private const string SideProperty = "SideIndicator";
    private readonly List<PSObject> differences = [];

    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => differences.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        var keys = PropertySpecification.ParseAll(Property);
        var comparer = new ValueComparer(CaseSensitive);
        var references = ReferenceObject.Select(item => Key(item, keys)).ToList();
        var unmatched = Enumerable.Range(0, references.Count).GroupBy(i => Hash(references[i], comparer)).ToDictionary(group => group.Key, group => group.ToList());
        var added = new List<PSObject>();
        foreach (var item in differences)
        {
            var key = Key(item, keys);
            int found = unmatched.TryGetValue(Hash(key, comparer), out var candidates)
                ? candidates.FindIndex(i => references[i].SequenceEqual(key, comparer))
                : -1;
            if (found < 0)
            {
                added.Add(item);
                continue;
            }

            if (IncludeEqual || ExcludeDifferent)
                Emit(ReferenceObject[candidates![found]], keys, "==");
            candidates!.RemoveAt(found);
        }

        if (ExcludeDifferent)
            return;
        foreach (var item in added)
            Emit(item, keys, "=>");
        foreach (int index in unmatched.Values.SelectMany(left => left).Order())
            Emit(ReferenceObject[index], keys, "<=");
    }

    private void Emit(PSObject item, PropertySpecification[] keys, string side)
    {
        var result = PassThru ? item : new PSObject();
        if (!PassThru && keys.Length == 0)
            result.Properties.Add(new PSNoteProperty("InputObject", item.BaseObject is PSCustomObject ? item : item.BaseObject));
        foreach (var (name, value) in PassThru ? [] : keys.SelectMany(key => key.Evaluate(item)))
            result.Properties.Add(new PSNoteProperty(name, value));
        if (result.Properties[SideProperty] is { } given)
            given.Value = side;
        else
            result.Properties.Add(new PSNoteProperty(SideProperty, side));
        WriteObject(result);
    }

    private static object?[] Key(PSObject item, PropertySpecification[] keys) =>
        keys.Length == 0 ? [item.BaseObject is PSCustomObject ? item.ToString() : item.BaseObject] : [.. keys.Select(key => key.EvaluateOne(item))];

    private static int Hash(object?[] key, ValueComparer comparer) => key.Aggregate(0, (hash, part) => HashCode.Combine(hash, comparer.GetHashCode(part)));
}
