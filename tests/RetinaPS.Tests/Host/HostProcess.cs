using System.Diagnostics;
using System.Text;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.Host;

/// <summary>The host as its users start it: a process of its own, with streams that are no terminal.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Task<string> errors;

    private HostProcess(string folder, IEnumerable<string> arguments, string? module, IReadOnlyDictionary<string, string>? variables = null)
    {
        // A shell may have started the tests with Ctrl+C ignored, and children inherit that.
        string[] launcher = OperatingSystem.IsWindows() ? ["dotnet"] : ["env", "--default-signal=INT", "dotnet"];
        var start = new ProcessStartInfo(launcher[0], [.. launcher[1..], AssembledHost.Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RETINAPS_MODULE"] = module ?? AssembledModule.Manifest;
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs it to its end.</summary>
    public static HostResult Run(string folder, params string[] arguments) =>
        RunWith(module: null, input: "", folder, arguments);

    /// <summary>Runs it to its end with something to read on standard input and, where given, another module.</summary>
    public static HostResult RunWith(string? module, string input, string folder, params string[] arguments)
    {
        using var host = new HostProcess(folder, arguments, module);
        host.process.StandardInput.Write(input);
        host.process.StandardInput.Close();
        return host.End();
    }

    /// <summary>Runs one command to its end.</summary>
    public static HostResult Command(string folder, string command) => Run(folder, "-Command", command);

    /// <summary>Runs one command to its end, with more in its environment.</summary>
    public static HostResult CommandWith(IReadOnlyDictionary<string, string> variables, string folder, string command)
    {
        using var host = new HostProcess(folder, ["-Command", command], module: null, variables);
        host.process.StandardInput.Close();
        return host.End();
    }

    /// <summary>Starts it and waits until it has written a line.</summary>
    public static HostProcess StartAndAwait(string line, string folder, params string[] arguments)
    {
        var host = new HostProcess(folder, arguments, module: null);
        while (host.process.StandardOutput.ReadLine() is { } written)
        {
            host.output.AppendLine(written);
            if (written == line)
                return host;
        }

        throw new InvalidOperationException($"The host ended before it wrote '{line}': {host.errors.Result}");
    }

    /// <summary>Starts one command and goes on at once.</summary>
    public static HostProcess Start(string folder, string command)
    {
        var host = new HostProcess(folder, ["-Command", command], module: null);
        host.process.StandardInput.Close();
        return host;
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Ends it without warning, as SIGKILL does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public HostResult End()
    {
        output.Append(process.StandardOutput.ReadToEnd());
        if (!process.WaitForExit(Patience))
            throw new TimeoutException("The host does not end.");
        return new HostResult(process.ExitCode, output.ToString(), errors.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
