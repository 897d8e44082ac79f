using System.Reflection;
using System.Runtime.InteropServices;

namespace RetinaPS.Commands;

/// <summary>
/// Signals, where the process is PowerShell's own shell; in any other program they are that program's. The first SIGTERM or SIGHUP ends the
/// process with its exit code, so that what waits for the process's end is done first; the next one ends it at once.
/// </summary>
internal sealed class ShellSignals : IDisposable
{
    /// <summary>Shells report a process that signal n has ended as 128 + n.</summary>
    private const int ExitCodeBase = 128;

    /// <summary>Whether the process is PowerShell's own shell.</summary>
    public static bool IsShell { get; } = Assembly.GetEntryAssembly()?.GetReferencedAssemblies()
        .Any(reference => reference.Name == "Microsoft.PowerShell.ConsoleHost") ?? false;

    private static int ends;

    private readonly PosixSignalRegistration[] registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End(15)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => End(1)),
    ];

    private ShellSignals()
    {
    }

    /// <returns>Null where signals are not the shell's.</returns>
    public static ShellSignals? Handle() => IsShell ? new ShellSignals() : null;

    /// <summary>Has the shell end as if SIGINT had ended it, unless its script chose another exit code than the shell's own.</summary>
    public static void ReportInterruption()
    {
        if (IsShell && Environment.ExitCode is (0 or 1))
            Environment.ExitCode = ExitCodeBase + 2;
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    /// <summary>Ends the process; returns, and so has the system end it, when it is ending already.</summary>
    private static void End(int number)
    {
        if (Interlocked.Exchange(ref ends, 1) == 0)
            Environment.Exit(ExitCodeBase + number);
    }
}
