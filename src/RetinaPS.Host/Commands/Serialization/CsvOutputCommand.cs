using System.Management.Automation;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>What cmdlets that make CSV share.</summary>
public abstract class CsvOutputCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [Alias("UQ")]
    public CsvQuoting UseQuotes { get; set; }

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>Accepted for scripts of Windows PowerShell: no type line is written in any case.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    private protected CsvWriter Csv { get; private set; } = null!;

    protected override void BeginProcessing() => Csv = new CsvWriter(Delimiter, UseQuotes);

    protected override void ProcessRecord()
    {
        if (InputObject is not { } item)
            return;
        if (Csv.Begin(item) && !NoHeader)
            WriteLine(Csv.Header);
        WriteLine(Csv.Record(item));
    }

    private protected abstract void WriteLine(string line);
}
