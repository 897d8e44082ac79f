using System.Management.Automation;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects from CSV files.</summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = PathSet)]
public sealed class ImportCsvCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, force: true)))
            Attempt(item, () => Read(NativePath(item)));
    }

    private void Read(string path)
    {
        using var reader = new StreamReader(path, TextEncoding.Find(Encoding));
        foreach (var record in new CsvReader(reader, Delimiter).ReadObjects(Header))
            WriteObject(record);
    }
}
