using System.Management.Automation;
using System.Management.Automation.Runspaces;
using RetinaPS.Host.Terminal;

namespace RetinaPS.Host;

/// <summary>One runspace with the RetinaPS module loaded: runs a command, a script, or what a person types.</summary>
internal sealed class Session : IDisposable
{
    private readonly ConsoleHost host;
    private readonly Runspace runspace;
    private readonly PipelineRunner runner;
    private readonly StopSignals signals;

    private Session(ConsoleHost host, Runspace runspace)
    {
        this.host = host;
        this.runspace = runspace;
        runner = new PipelineRunner(runspace, host);
        signals = new StopSignals(runner.Stop);
    }

    /// <summary>The current folder, as a prompt shows it.</summary>
    public string Location => runspace.SessionStateProxy.Path.CurrentLocation.Path;

    /// <exception cref="ModuleUnavailableException">The module is missing or does not load.</exception>
    public static Session Open()
    {
        // Names of files and modules are no one else's business, and counting them costs start-up time.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var host = new ConsoleHost();
        if (!host.UI.SupportsVirtualTerminal)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;

        EngineInternals.WrapBetweenWords();
        var runspace = RunspaceFactory.CreateRunspace(host, SessionCommands.CreateSessionState());
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        var session = new Session(host, runspace);
        try
        {
            session.ImportModule();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <returns>The process's exit code.</returns>
    /// <exception cref="UsageException">The script file does not exist.</exception>
    public int Run(CommandLine commandLine) => commandLine.Mode switch
    {
        RunMode.File => RunFile(commandLine),
        RunMode.Interactive => new ReadLoop(this, host, signals).Run(),
        _ => RunCommand(commandLine.Text == CommandLine.StandardInput ? Console.In.ReadToEnd() : commandLine.Text),
    };

    /// <summary>Runs one piece of script, its output and errors shown; 1 when its last command failed.</summary>
    public int RunCommand(string script)
    {
        // Only a pipeline that enters the history leaves $? as its last command set it.
        var completed = runner.Run(runspace.CreatePipeline(script, addToHistory: true));
        return FinalCode(completed && runspace.SessionStateProxy.GetVariable("?") is true);
    }

    public void Dispose()
    {
        signals.Dispose();
        runspace.Dispose();
    }

    private int RunFile(CommandLine commandLine)
    {
        var path = Path.GetFullPath(commandLine.Text);
        if (!File.Exists(path))
            throw new UsageException($"The script '{commandLine.Text}' does not exist.");

        EngineInternals.PropagateExit(runspace);
        var command = new Command(path, isScript: false, useLocalScope: false);
        foreach (var parameter in ScriptArguments.Parse(commandLine.ScriptArguments))
            command.Parameters.Add(parameter);
        var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return FinalCode(runner.Run(pipeline));
    }

    private int FinalCode(bool succeeded) =>
        signals.ExitCode ?? host.RequestedExit ?? (succeeded ? ExitCode.Success : ExitCode.Failure);

    private void ImportModule()
    {
        try
        {
            using var pipeline = runspace.CreatePipeline();
            var import = new Command("Import-Module");
            import.Parameters.Add("Name", WildcardPattern.Escape(ModuleLocator.Find(AppContext.BaseDirectory)));
            import.Parameters.Add("ErrorAction", ActionPreference.Stop);
            pipeline.Commands.Add(import);
            pipeline.Invoke();
        }
        catch (FileNotFoundException e)
        {
            throw new ModuleUnavailableException(e.Message, e);
        }
        catch (RuntimeException e)
        {
            throw new ModuleUnavailableException($"The RetinaPS module does not load. {e.Message}", e);
        }
    }
}
