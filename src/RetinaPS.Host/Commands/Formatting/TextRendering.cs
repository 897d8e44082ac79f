using System.Management.Automation;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Renders objects as the console would, into a writer.</summary>
internal sealed class TextRendering : IDisposable
{
    public const int DefaultWidth = 120;

    private readonly SteppablePipeline pipeline;
    private readonly PowerShell shell;

    public TextRendering(TextWriter writer, int width)
    {
        shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Out-LineOutput").AddParameter("LineOutput", EngineInternals.LineOutput(writer, width));
        pipeline = shell.GetSteppablePipeline();
        pipeline.Begin(expectInput: true);
    }

    public void Write(PSObject item) => pipeline.Process(item);

    public void Complete() => pipeline.End();

    public void Dispose()
    {
        pipeline.Dispose();
        shell.Dispose();
    }
}
