using System.Management.Automation;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects as lines of CSV.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : CsvOutputCommand
{
    private protected override void WriteLine(string line) => WriteObject(line);
}
