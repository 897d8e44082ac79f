using System.Management.Automation;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Objects as a CSV file.</summary>
[Cmdlet(VerbsData.Export, "Csv", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : CsvOutputCommand, IDisposable
{
    private StreamWriter? writer;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    public void Dispose() => writer?.Dispose();

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var path = OutputPath.Resolve(this, Path, LiteralPath);
        var exists = File.Exists(path);
        if (NoClobber && exists)
            ThrowTerminatingError(new ErrorRecord(
                new IOException($"The file '{path}' already exists."), "NoClobber", ErrorCategory.ResourceExists, path));
        if (!ShouldProcess(path, "Export-Csv"))
            return;

        if (Append && exists)
            Csv.Columns = ReadColumns(path);
        writer = OutputPath.OpenWriter(path, Append, Force, TextEncoding.Find(Encoding));
    }

    private protected override void WriteLine(string line) => writer?.WriteLine(line);

    private List<string>? ReadColumns(string path)
    {
        using var reader = new StreamReader(path, TextEncoding.Find(Encoding));
        return new CsvReader(reader, Delimiter).ReadRecord();
    }
}
