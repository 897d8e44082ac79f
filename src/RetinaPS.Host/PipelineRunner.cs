using System.Management.Automation;
using System.Management.Automation.Runspaces;
using RetinaPS.Host.Terminal;

namespace RetinaPS.Host;

/// <summary>Runs one pipeline at a time and shows what comes of it; stops it when asked from another thread.</summary>
/// <remarks>Not by the PowerShell class: it keeps every progress record and warning of a run, and a run may take days.</remarks>
internal sealed class PipelineRunner(Runspace runspace, ConsoleHost host)
{
    private volatile Pipeline? running;

    /// <summary>Runs a pipeline, its results and errors shown, and disposes it.</summary>
    /// <returns>False when a terminating error, shown already, or <see cref="Stop"/> ended it.</returns>
    public bool Run(Pipeline pipeline)
    {
        try
        {
            Invoke(pipeline);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (IncompleteParseException e)
        {
            // Its record has no position, which leaves the formatter with nothing to show.
            host.UI.WriteErrorLine($"ParserError: {e.Message}");
            return false;
        }
        catch (RuntimeException e)
        {
            Report(e.ErrorRecord);
            return false;
        }
        finally
        {
            host.ClearProgress();
        }
    }

    /// <summary>Begins to stop what runs, without waiting for it.</summary>
    /// <returns>False when nothing runs.</returns>
    public bool Stop()
    {
        var pipeline = running;
        pipeline?.StopAsync();
        return pipeline is not null;
    }

    private void Invoke(Pipeline pipeline)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        running = pipeline;
        try
        {
            pipeline.Invoke();
        }
        finally
        {
            running = null;
            pipeline.Dispose();
        }
    }

    // Through the formatter, so that it looks as $ErrorView says.
    private void Report(ErrorRecord error)
    {
        using var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Invoke(new[] { EngineInternals.ForErrorStream(error) });
    }
}
