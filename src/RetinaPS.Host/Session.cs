using System.Management.Automation;
using System.Management.Automation.Runspaces;
using RetinaPS.Host.Terminal;

namespace RetinaPS.Host;

/// <summary>One runspace with the RetinaPS module loaded: runs a command, a script, or what a person types.</summary>
internal sealed class Session : IDisposable
{
    private readonly ConsoleHost host;
    private readonly Runspace runspace;
    private readonly StopSignals signals;
    private volatile Pipeline? running;

    private Session(ConsoleHost host, Runspace runspace)
    {
        this.host = host;
        this.runspace = runspace;
        signals = new StopSignals(StopRunning);
    }

    /// <exception cref="ModuleUnavailableException">The module is missing or does not load.</exception>
    public static Session Open()
    {
        // Names of files and modules are no one else's business, and counting them costs start-up time.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var host = new ConsoleHost();
        if (!host.UI.SupportsVirtualTerminal)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;

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
        var completed = Execute(runspace.CreatePipeline(script, addToHistory: true));
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
        return FinalCode(Execute(pipeline));
    }

    private int FinalCode(bool succeeded) =>
        signals.ExitCode ?? host.RequestedExit ?? (succeeded ? ExitCode.Success : ExitCode.Failure);

    private void ImportModule()
    {
        try
        {
            var manifest = ModuleLocator.Find(AppContext.BaseDirectory);
            using var pipeline = runspace.CreatePipeline();
            var import = new Command("Import-Module");
            import.Parameters.Add("Name", WildcardPattern.Escape(manifest));
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

    /// <returns>False when a terminating error, shown already, or a signal ended it.</returns>
    private bool Execute(Pipeline pipeline)
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

    // Not the PowerShell class: it keeps every progress record and warning of a run, and a run may take days.
    private void Invoke(Pipeline pipeline)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        using (running = pipeline)
        {
            try
            {
                pipeline.Invoke();
            }
            finally
            {
                running = null;
            }
        }
    }

    // Through the formatter, so that it looks as $ErrorView says.
    private void Report(ErrorRecord error)
    {
        using var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Invoke(new[] { EngineInternals.ForErrorStream(error) });
    }

    private bool StopRunning()
    {
        var pipeline = running;
        pipeline?.StopAsync();
        return pipeline is not null;
    }
}
