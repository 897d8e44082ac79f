using System.Management.Automation;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Writes what the console would show to a file.</summary>
[Cmdlet(VerbsData.Out, "File", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class OutFileCommand : PSCmdlet, IDisposable
{
    private StreamWriter? writer;
    private TextRendering? rendering;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    public string? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = TextRendering.DefaultWidth;

    public void Dispose()
    {
        rendering?.Dispose();
        writer?.Dispose();
    }

    protected override void BeginProcessing()
    {
        var path = OutputPath.Resolve(this, FilePath, LiteralPath);
        if (NoClobber && File.Exists(path))
            ThrowTerminatingError(new ErrorRecord(
                new IOException($"The file '{path}' already exists."), "NoClobber", ErrorCategory.ResourceExists, path));
        if (!ShouldProcess(path, "Output to File"))
            return;

        writer = OutputPath.OpenWriter(path, Append, Force, TextEncoding.Find(Encoding));
        if (NoNewline)
            writer.NewLine = "";
        rendering = new TextRendering(writer, Width);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            rendering?.Write(InputObject);
    }

    protected override void EndProcessing() => rendering?.Complete();
}
