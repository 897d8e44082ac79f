using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RetinaPS.Tests.Support;

/// <summary>A PowerShell runspace with the assembled module. Opening one is slow, so the next test is given a used one, reset.</summary>
internal sealed class ModuleRunspace : IDisposable
{
    private static readonly ConcurrentBag<Runspace> Idle = [];
    private readonly Runspace runspace;

    public ModuleRunspace(string? location = null)
    {
        runspace = Idle.TryTake(out var used) ? used : Open();
        runspace.SessionStateProxy.Path.SetLocation(location ?? AssembledModule.RepositoryRoot);
    }

    public void Set(string name, object? value) => runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script; what it writes to each stream comes back, and nothing is thrown for error records.</summary>
    public ShellOutput Run(string script, IEnumerable? input = null)
    {
        using var shell = CreateShell(script);
        Exception? thrown = null;
        var output = new List<PSObject>();
        try
        {
            shell.Invoke(input ?? Array.Empty<object>(), output);
        }
        catch (RuntimeException e)
        {
            thrown = e;
        }

        return new ShellOutput(
            [.. output], [.. shell.Streams.Error], [.. shell.Streams.Warning.Select(w => w.Message)], [.. shell.Streams.Progress], thrown);
    }

    public PowerShell CreateShell(string script)
    {
        var shell = PowerShell.Create();
        shell.Runspace = runspace;
        return shell.AddScript(script);
    }

    public void Dispose()
    {
        if (runspace.RunspaceAvailability != RunspaceAvailability.Available)
        {
            runspace.Dispose();
            return;
        }

        runspace.ResetRunspaceState();
        runspace.SessionStateProxy.Path.SetLocation(AssembledModule.RepositoryRoot);
        Idle.Add(runspace);
    }

    private static Runspace Open()
    {
        var state = InitialSessionState.CreateDefault();
        state.ImportPSModule([AssembledModule.Manifest]);
        var opened = RunspaceFactory.CreateRunspace(state);
        opened.Open();
        return opened;
    }
}
