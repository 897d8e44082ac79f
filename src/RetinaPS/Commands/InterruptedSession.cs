using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace RetinaPS.Commands;

/// <summary>
/// Has the shell report an interruption if the last that its session did was a run that Ctrl+C stopped: pwsh -File ends with 0 then, and
/// -Command with 1. A session that goes on, as at the prompt, ends as it would.
/// </summary>
internal sealed class InterruptedSession
{
    private static volatile InterruptedSession? latest;
    private readonly Runspace runspace;
    private int pipelinesEnded;

    static InterruptedSession() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (latest is not null)
            ShellSignals.ReportInterruption();
    };

    private InterruptedSession(Runspace runspace)
    {
        this.runspace = runspace;
        latest = this;
        runspace.AvailabilityChanged += Follow;
    }

    /// <summary>
    /// Takes down that the session's pipeline is being stopped, if it is; does nothing where the host has no session, as in a thread job. It
    /// is called on the pipeline's thread, so that the process cannot end before.
    /// </summary>
    public static void Remember(PSHost host, CommandInvocationIntrinsics commands)
    {
        if (IsStopping(commands) && SessionOf(host) is { } runspace)
            _ = new InterruptedSession(runspace);
    }

    /// <summary>A command is told to stop also where another one failed; but only a pipeline that is stopped runs no more script.</summary>
    private static bool IsStopping(CommandInvocationIntrinsics commands)
    {
        try
        {
            commands.InvokeScript("$null");
            return false;
        }
        catch (PipelineStoppedException)
        {
            return true;
        }
    }

    private static Runspace? SessionOf(PSHost host)
    {
        try
        {
            return (host as IHostSupportsInteractiveSession)?.Runspace;
        }
        catch (NotImplementedException)
        {
            return null;
        }
    }

    /// <summary>The first pipeline that ends is the one that is stopped, and a second one shows that the session has gone on.</summary>
    private void Follow(object? sender, RunspaceAvailabilityEventArgs change)
    {
        // Busy tells nothing: it may be raised by the stopped pipeline's thread, after the session is available.
        if (change.RunspaceAvailability == RunspaceAvailability.Available && Interlocked.Increment(ref pipelinesEnded) > 1)
            Forget();
    }

    private void Forget()
    {
        runspace.AvailabilityChanged -= Follow;
        Interlocked.CompareExchange(ref latest, null, this);
    }
}
