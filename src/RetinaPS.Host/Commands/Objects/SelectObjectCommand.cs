using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Picks objects by position, and properties by name.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "Default")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly List<PSObject> kept = [];
    private readonly Queue<PSObject> tail = new();
    private readonly HashSet<int> indices = [];
    private PropertyProjection projection = null!;
    private int position;
    private int emitted;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter]
    public int[]? Index { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    private bool TakesLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    private bool TakesFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    protected override void BeginProcessing()
    {
        projection = new PropertyProjection(Property, ExcludeProperty, ExpandProperty);
        indices.UnionWith(Index ?? []);
        if (First == 0 && !TakesLast && !Wait)
            throw EngineInternals.StopUpstream(this);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;

        var index = position++;
        if (Index is not null)
            TakeIndexed(input, index);
        else if (TakesLast)
            TakeFromEnds(input);
        else if (index >= Skip)
            TakeFromStart(input);
    }

    protected override void EndProcessing()
    {
        // -Last with -Skip leaves out the very last ones.
        foreach (var item in TakesLast ? tail.SkipLast(Skip) : [])
            Emit(item);
    }

    private void TakeIndexed(PSObject input, int index)
    {
        if (indices.Remove(index))
            Emit(input);
        if (indices.Count == 0 && !Wait)
            throw EngineInternals.StopUpstream(this);
    }

    private void TakeFromEnds(PSObject input)
    {
        if (TakesFirst && emitted < First)
        {
            Emit(input);
            emitted++;
            return;
        }

        tail.Enqueue(input);
        if (tail.Count > (long)Last + Skip)
            tail.Dequeue();
    }

    private void TakeFromStart(PSObject input)
    {
        if (SkipLast > 0)
        {
            tail.Enqueue(input);
            if (tail.Count <= SkipLast)
                return;
            input = tail.Dequeue();
        }

        if (emitted < First && Emit(input))
            emitted++;
        if (emitted >= First && !Wait)
            throw EngineInternals.StopUpstream(this);
    }

    // False for a repeated object that -Unique drops.
    private bool Emit(PSObject input)
    {
        if (projection.MissingProperty(input) is { } missing)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{missing}\" cannot be found."), "ExpandPropertyNotFound",
                ErrorCategory.InvalidArgument, input));
            return true;
        }

        var any = false;
        foreach (var result in projection.Apply(input))
        {
            if (Unique && kept.Exists(other => PropertyProjection.AreSame(other, result)))
                continue;
            if (Unique)
                kept.Add(result);
            WriteObject(result);
            any = true;
        }

        return any || !Unique;
    }
}
