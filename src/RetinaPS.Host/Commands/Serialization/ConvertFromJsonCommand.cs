using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects from JSON.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
[OutputType(typeof(PSObject), typeof(OrderedDictionary))]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => lines.Add(InputObject);

    protected override void EndProcessing()
    {
        var text = string.Join('\n', lines);
        if (string.IsNullOrWhiteSpace(text))
            return;

        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Depth };
            using var document = JsonDocument.Parse(text, options);
            WriteObject(Value(document.RootElement), enumerateCollection: !NoEnumerate);
        }
        catch (JsonException e)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {e.Message}", e), "System.ArgumentException",
                ErrorCategory.InvalidData, text));
        }
    }

    private object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => AsHashtable ? Table(element) : Object(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private PSObject Object(JsonElement element)
    {
        var item = new PSObject();
        foreach (var member in element.EnumerateObject())
        {
            item.Properties.Remove(member.Name);
            item.Properties.Add(new PSNoteProperty(member.Name, Value(member.Value)));
        }

        return item;
    }

    private OrderedDictionary Table(JsonElement element)
    {
        var table = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            table[member.Name] = Value(member.Value);
        return table;
    }

    private static object Number(JsonElement element)
    {
        if (element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'))
            return element.GetDouble();
        return element.TryGetInt64(out var whole) ? whole : System.Numerics.BigInteger.Parse(element.GetRawText(), null);
    }
}
