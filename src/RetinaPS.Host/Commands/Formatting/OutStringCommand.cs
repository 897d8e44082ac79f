using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>The text that the console would show.</summary>
[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    internal const int DefaultWidth = 120;

    private readonly StringWriter text = new();

    [Parameter]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = DefaultWidth;

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        if (NoNewline)
            text.NewLine = "";
        EngineInternals.RenderTo(this, text, Width);
        base.BeginProcessing();
    }

    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Stream)
            WriteLines();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Stream)
            WriteLines();
        else
            WriteObject(text.ToString());
    }

    private void WriteLines()
    {
        using var reader = new StringReader(text.ToString());
        text.GetStringBuilder().Clear();
        while (reader.ReadLine() is { } line)
            WriteObject(line);
    }
}
