using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Writes what the console would show to a file.</summary>
[Cmdlet(VerbsData.Out, "File", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? writer;

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
    public int Width { get; set; } = OutStringCommand.DefaultWidth;

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
        EngineInternals.RenderTo(this, writer, Width);
        base.BeginProcessing();
    }

    protected override void ProcessRecord()
    {
        if (writer is not null)
            base.ProcessRecord();
    }

    protected override void EndProcessing()
    {
        if (writer is not null)
            base.EndProcessing();
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        writer?.Dispose();
    }
}
