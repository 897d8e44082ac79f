using System.Management.Automation;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects from lines of CSV.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => lines.AddRange(InputObject);

    protected override void EndProcessing()
    {
        var reader = new CsvReader(new StringReader(string.Join('\n', lines)), Delimiter);
        foreach (var item in reader.ReadObjects(Header))
            WriteObject(item);
    }
}
