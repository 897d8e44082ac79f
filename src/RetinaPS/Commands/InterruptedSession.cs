using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using RetinaPS.Batch;

namespace RetinaPS.Commands;

/// <summary>
/// Has a process end with 130 if the last that its session did was a run that Ctrl+C stopped: pwsh -File ends with 0 then, and -Command with 1.
/// A session that goes on, as at the prompt, ends as it would.
/// </summary>
internal sealed class InterruptedSession
{
    // What the shell ends with by itself; any other code is the script's.
    private static readonly int[] CodesOfShell = [0, 1];
    private static volatile InterruptedSession? latest;
    private readonly Runspace runspace;
    private bool stopped;

    static InterruptedSession() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (latest is not null && CodesOfShell.Contains(Environment.ExitCode))
            Environment.ExitCode = ShellSignals.ExitCodeBase + ShellSignals.InterruptNumber;
    };

    private InterruptedSession(Runspace runspace)
    {
        this.runspace = runspace;
        latest = this;
        runspace.AvailabilityChanged += Follow;
    }

    /// <summary>Takes down that the session's pipeline is about to be stopped; does nothing where the host has no session, as in a thread job.</summary>
    public static void Remember(PSHost host)
    {
        if (SessionOf(host) is { } runspace)
            _ = new InterruptedSession(runspace);
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

    /// <summary>A session that was free again and is busy has gone on.</summary>
    private void Follow(object? sender, RunspaceAvailabilityEventArgs change)
    {
        if (change.RunspaceAvailability == RunspaceAvailability.Available)
            stopped = true;
        else if (change.RunspaceAvailability == RunspaceAvailability.Busy && stopped)
            Forget();
    }

    private void Forget()
    {
        runspace.AvailabilityChanged -= Follow;
        Interlocked.CompareExchange(ref latest, null, this);
    }
}
