using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RetinaPS.Host;

/// <summary>
/// The commands of a session. System.Management.Automation brings the language and some fifty cmdlets; those that scripts take for
/// granted live in assemblies that are part of PowerShell itself, so this program has its own, every public cmdlet of its assembly.
/// </summary>
internal static class SessionCommands
{
    public static InitialSessionState CreateSessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in typeof(SessionCommands).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is not { } cmdlet)
                continue;

            var name = $"{cmdlet.VerbName}-{cmdlet.NounName}";
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
            foreach (var alias in type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? [])
                state.Commands.Add(new SessionStateAliasEntry(alias, name));
        }

        return state;
    }
}
