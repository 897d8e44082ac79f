using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>What Set-Content and Add-Content share: one open file for each path, from the first value to the last.</summary>
public abstract class FileContentCommand : PSCmdlet, IDisposable
{
    private readonly List<StreamWriter> writers = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    private protected abstract bool Append { get; }

    public void Dispose()
    {
        foreach (var writer in writers)
            writer.Dispose();
        writers.Clear();
        GC.SuppressFinalize(this);
    }

    protected override void ProcessRecord()
    {
        if (writers.Count == 0)
            Open();

        foreach (var value in Value ?? [])
        {
            var text = LanguagePrimitives.ConvertTo<string>(value);
            foreach (var writer in writers)
            {
                writer.Write(text);
                if (!NoNewline)
                    writer.WriteLine();
            }
        }
    }

    protected override void EndProcessing() => Dispose();

    private void Open()
    {
        foreach (var path in OutputPath.Resolve(this, ParameterSetName == "Path" ? Path : LiteralPath, ParameterSetName == "LiteralPath"))
        {
            if (!ShouldProcess(path, Append ? "Add Content" : "Set Content"))
                continue;

            try
            {
                writers.Add(OutputPath.OpenWriter(path, Append, Force, TextEncoding.Find(Encoding)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(e, "GetContentWriterIOError", ErrorCategory.WriteError, path));
            }
        }
    }
}
