using System.Reflection;
using RetinaPS.Host;

try
{
    var commandLine = CommandLine.Parse(args, inputIsTerminal: !Console.IsInputRedirected);
    switch (commandLine.Mode)
    {
        case RunMode.Help:
            Console.WriteLine(Usage.Text);
            return ExitCode.Success;
        case RunMode.Version:
            Console.WriteLine($"retinaps {typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
            return ExitCode.Success;
        default:
            using (var session = Session.Open())
                return session.Run(commandLine);
    }
}
catch (UsageException e)
{
    Console.Error.WriteLine($"retinaps: {e.Message} Try 'retinaps -Help'.");
    return ExitCode.Usage;
}
catch (ModuleUnavailableException e)
{
    Console.Error.WriteLine($"retinaps: {e.Message}");
    return ExitCode.ModuleUnavailable;
}
