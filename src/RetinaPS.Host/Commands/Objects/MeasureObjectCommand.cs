using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Counts objects and sums up their numeric properties, or counts the lines, words and characters of text.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "Numbers")]
[OutputType(typeof(Measurement), typeof(TextMeasurement))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly Dictionary<string, MeasuredColumn> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly MeasuredText text = new();
    private PropertySpecification[] specifications = [];
    private int count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = "Numbers")]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = "Text")]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = "Text")]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = "Text")]
    public SwitchParameter Character { get; set; }

    private bool NeedsNumbers => Sum || Average || StandardDeviation || AllStats;

    protected override void BeginProcessing() => specifications = PropertySpecification.ParseAll(Property);

    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;

        count++;
        if (specifications.Length == 0)
            Add("", input.BaseObject);
        foreach (var (name, value) in specifications.SelectMany(specification => specification.Evaluate(input)))
            Add(name, value is PSObject wrapped ? wrapped.BaseObject : value);
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == "Text")
        {
            WriteObject(text.Result(Line, Word, Character));
            return;
        }

        if (specifications.Length == 0)
        {
            WriteResult(columns.GetValueOrDefault("") ?? new MeasuredColumn(null), count);
            return;
        }

        foreach (var column in columns.Values)
            WriteResult(column, column.Count);
        foreach (var absent in specifications.Select(specification => specification.FallbackName).OfType<string>().Where(name => !columns.ContainsKey(name)))
            WriteError(new ErrorRecord(
                new PSArgumentException($"The property \"{absent}\" cannot be found in the input for any objects."),
                "GenericMeasurePropertyNotFound", ErrorCategory.InvalidArgument, absent));
    }

    private void Add(string name, object? value)
    {
        if (value is null)
            return;
        if (ParameterSetName == "Text")
        {
            text.Add(value.ToString() ?? "");
            return;
        }

        if (!columns.TryGetValue(name, out var column))
            columns[name] = column = new MeasuredColumn(name.Length == 0 ? null : name);
        if (!column.Add(value, NeedsNumbers))
            WriteError(new ErrorRecord(
                new PSInvalidCastException($"Input object \"{value}\" is not numeric."),
                "NonNumericInputObject", ErrorCategory.InvalidType, value));
    }

    private void WriteResult(MeasuredColumn column, int objects)
    {
        var result = PSObject.AsPSObject(column.Result(
            objects, Sum || AllStats, Average || AllStats, Minimum || AllStats, Maximum || AllStats, StandardDeviation || AllStats));
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        WriteObject(result);
    }
}
