using System.Management.Automation.Language;
using RetinaPS.Host.Terminal;

namespace RetinaPS.Host;

/// <summary>The simplest prompt: reads a command, over several lines where it is not finished, runs it, and asks again.</summary>
internal sealed class ReadLoop(Session session, ConsoleHost host, StopSignals signals)
{
    /// <returns>What <c>exit</c> was given, or 0 at the end of the input.</returns>
    public int Run()
    {
        while (ReadCommand() is { } script)
        {
            session.RunCommand(script);
            signals.Reset();
            if (host.RequestedExit is { } code)
                return code;
        }

        return ExitCode.Success;
    }

    private string? ReadCommand()
    {
        host.UI.Write($"RetinaPS {session.Location}> ");
        var script = Console.ReadLine();
        while (script is not null && IsIncomplete(script))
        {
            host.UI.Write(">> ");
            if (Console.ReadLine() is not { } line)
                break;
            script += Environment.NewLine + line;
        }

        return script;
    }

    private static bool IsIncomplete(string script)
    {
        Parser.ParseInput(script, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
