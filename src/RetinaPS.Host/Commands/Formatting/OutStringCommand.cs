using System.Management.Automation;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>The text that the console would show.</summary>
[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : PSCmdlet, IDisposable
{
    private readonly StringWriter text = new();
    private TextRendering? rendering;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = TextRendering.DefaultWidth;

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    public void Dispose() => rendering?.Dispose();

    protected override void BeginProcessing() => rendering = new TextRendering(text, Width);

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            rendering!.Write(InputObject);
        if (Stream)
            WriteLines();
    }

    protected override void EndProcessing()
    {
        rendering!.Complete();
        if (Stream)
            WriteLines();
        else
            WriteObject(NoNewline ? text.ToString().ReplaceLineEndings("") : text.ToString());
    }

    private void WriteLines()
    {
        using var reader = new StringReader(text.ToString());
        text.GetStringBuilder().Clear();
        while (reader.ReadLine() is { } line)
            WriteObject(line);
    }
}
