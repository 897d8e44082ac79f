using System.Runtime.InteropServices;

namespace RetinaPS.Host;

/// <summary>
/// Ctrl+C and SIGTERM stop the pipeline in good order, so that cmdlets finish or drop what they were writing. A second signal
/// is not intercepted: it ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int InterruptNumber = 2;
    private const int TerminateNumber = 15;

    private readonly PosixSignalRegistration[] registrations;
    private readonly Func<bool> stop;

    /// <param name="stop">Begins to stop what runs, without waiting; false when nothing does.</param>
    public StopSignals(Func<bool> stop)
    {
        this.stop = stop;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, InterruptNumber)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, TerminateNumber)),
        ];
    }

    /// <summary>The exit code for the signal that came, or null when none did.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Forgets the signal, as a prompt does that goes on reading.</summary>
    public void Reset() => ExitCode = null;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int number)
    {
        if (ExitCode is not null)
            return;

        ExitCode = Host.ExitCode.SignalBase + number;
        context.Cancel = stop();
    }
}
