using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Random numbers, or a random choice from what comes down the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "Number")]
public sealed class GetRandomCommand : PSCmdlet
{
    private static Random random = Random.Shared;
    private readonly List<object?> items = [];

    [Parameter(Position = 0, ParameterSetName = "Number")]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "Number")]
    public object? Minimum { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Choice", ValueFromPipeline = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Shuffle", ValueFromPipeline = true)]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    [Parameter(ParameterSetName = "Number")]
    [Parameter(ParameterSetName = "Choice")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(Mandatory = true, ParameterSetName = "Shuffle")]
    public SwitchParameter Shuffle { get; set; }

    [Parameter]
    public int? SetSeed { get; set; }

    protected override void BeginProcessing()
    {
        if (SetSeed is { } seed)
            random = new Random(seed);
    }

    protected override void ProcessRecord() => items.AddRange(InputObject ?? []);

    protected override void EndProcessing()
    {
        if (ParameterSetName == "Number")
        {
            for (var i = 0; i < Count; i++)
                WriteObject(NextNumber());
            return;
        }

        var choices = items.ToArray();
        random.Shuffle(choices);
        foreach (var choice in Shuffle ? choices : choices.Take(Count))
            WriteObject(choice);
    }

    private object NextNumber()
    {
        if (IsFractional(Minimum) || IsFractional(Maximum))
        {
            var low = LanguagePrimitives.ConvertTo<double>(Minimum ?? 0.0);
            var high = LanguagePrimitives.ConvertTo<double>(Maximum ?? double.MaxValue);
            return low + (random.NextDouble() * (high - low));
        }

        var minimum = LanguagePrimitives.ConvertTo<long>(Minimum ?? 0);
        var maximum = LanguagePrimitives.ConvertTo<long>(Maximum ?? int.MaxValue);
        if (minimum >= maximum)
            throw new PSArgumentException($"The minimum ({minimum}) must be less than the maximum ({maximum}).");
        var number = random.NextInt64(minimum, maximum);
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : number;
    }

    private static bool IsFractional(object? limit) => (limit is PSObject wrapped ? wrapped.BaseObject : limit) is double or float or decimal;
}
