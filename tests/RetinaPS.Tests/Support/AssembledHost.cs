using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.InteropServices;

namespace RetinaPS.Tests.Support;

/// <summary>The built host: the program that tests start, and the commands that it gives to a session.</summary>
internal static class AssembledHost
{
    private static readonly Lazy<MethodInfo> SessionState = new(() => System.Reflection.Assembly.LoadFrom(Assembly)
        .GetType("RetinaPS.Host.SessionCommands", throwOnError: true)!.GetMethod("CreateSessionState")!);

    /// <summary>The file of the program's assembly.</summary>
    public static string Assembly
    {
        get
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(
                AssembledModule.RepositoryRoot, "src", "RetinaPS.Host", "bin", configuration, "net10.0",
                RuntimeInformation.RuntimeIdentifier, "RetinaPS.Host.dll");
        }
    }

    /// <summary>What a session of the host starts with.</summary>
    public static InitialSessionState CreateSessionState() => (InitialSessionState)SessionState.Value.Invoke(null, null)!;
}
