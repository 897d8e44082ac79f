using System.Collections;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Gathers objects with equal properties.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[OutputType(typeof(ObjectGroup), typeof(Hashtable))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<ObjectGroup> groups = [];
    private readonly Dictionary<string, List<ObjectGroup>> byName = new(StringComparer.CurrentCultureIgnoreCase);
    private PropertySpecification[] keys = [];
    private ValueComparer comparer = null!;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void BeginProcessing()
    {
        keys = PropertySpecification.ParseAll(Property);
        comparer = new ValueComparer(CaseSensitive);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;

        object?[] values = keys.Length == 0 ? [input.BaseObject] : [.. keys.Select(key => key.EvaluateOne(input))];
        Find(values).Add(input, keepsElement: !NoElement);
    }

    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            WriteObject(Table());
            return;
        }

        foreach (var group in groups.OrderBy(group => group.Values[0], comparer))
        {
            var result = PSObject.AsPSObject(group);
            result.TypeNames.Insert(0, NoElement
                ? "Microsoft.PowerShell.Commands.GroupInfoNoElement" : "Microsoft.PowerShell.Commands.GroupInfo");
            WriteObject(result);
        }
    }

    private ObjectGroup Find(object?[] values)
    {
        var name = string.Join(", ", values.Select(LanguagePrimitives.ConvertTo<string>));
        if (!byName.TryGetValue(name, out var namesakes))
            byName[name] = namesakes = [];
        if (namesakes.Find(group => group.Values.SequenceEqual(values, comparer)) is { } found)
            return found;

        var added = new ObjectGroup(name, values);
        namesakes.Add(added);
        groups.Add(added);
        return added;
    }

    private Hashtable Table()
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (var group in groups)
        {
            var value = group.Values.Count == 1 && !AsString ? group.Values[0] : group.Name;
            table[(value is PSObject wrapped ? wrapped.BaseObject : value) ?? ""] = group.Group;
        }

        return table;
    }
}
