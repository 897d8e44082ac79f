using System.Diagnostics;
using System.Reflection;

namespace RetinaPS.Tests.Support;

/// <summary>PowerShell as users start it: a process of its own, without a terminal, that finds the assembled module by its name.</summary>
internal sealed class PwshProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private PwshProcess(IReadOnlyDictionary<string, string> variables, string folder, string[] arguments, string? ignoredSignal = null)
    {
        // A shell may have started the tests with signals ignored, and children inherit that.
        string[] ignored = ignoredSignal is null ? [] : ["--ignore-signal=" + ignoredSignal];
        string[] signals = OperatingSystem.IsWindows() ? [] : ["env", "--default-signal=INT,TERM,HUP", .. ignored];
        string[] launcher = [.. signals, "dotnet", Program, "-NoProfile", "-NonInteractive"];
        var start = new ProcessStartInfo(launcher[0], [.. launcher[1..], .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PSModulePath"] = Path.GetDirectoryName(AssembledModule.Folder);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The shell's assembly, which the tool manifest pins and `dotnet tool restore` brings.</summary>
    public static string Program { get; } = typeof(PwshProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PwshProgram").Value!;

    /// <summary>Runs one command to its end.</summary>
    public static PwshResult Command(string folder, string command) => CommandWith(new Dictionary<string, string>(), folder, command);

    /// <summary>Runs one command to its end, with more in its environment.</summary>
    public static PwshResult CommandWith(IReadOnlyDictionary<string, string> variables, string folder, string command)
    {
        using var shell = new PwshProcess(variables, folder, ["-Command", command]);
        return shell.Wait();
    }

    /// <summary>Starts one command and returns at once.</summary>
    public static PwshProcess Start(string folder, string command) => StartWith(folder, ["-Command", command]);

    /// <summary>Starts it with arguments of its own.</summary>
    /// <param name="ignoredSignal">A signal that it is started with ignored, as nohup does with HUP.</param>
    public static PwshProcess StartWith(string folder, string[] arguments, string? ignoredSignal = null) =>
        new(new Dictionary<string, string>(), folder, arguments, ignoredSignal);

    public bool HasEnded => process.HasExited;

    /// <summary>Waits for its end.</summary>
    public PwshResult Wait()
    {
        if (!process.WaitForExit(Patience))
            throw new TimeoutException("PowerShell does not end.");
        return new PwshResult(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Sends it a signal by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it without warning, as SIGKILL does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
