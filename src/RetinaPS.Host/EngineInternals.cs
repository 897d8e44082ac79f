using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RetinaPS.Host;

/// <summary>
/// What pwsh's own host may do through its friendship with the engine and others only by reflection. Safe because the engine's
/// version is pinned and shipped with this program.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Makes <c>exit 3</c> in a script file end the host with 3, and not only that file.</summary>
    public static void PropagateExit(Runspace runspace)
    {
        var context = runspace.GetType().GetProperty("ExecutionContext", Hidden)?.GetValue(runspace);
        var property = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden)
            ?? throw new MissingMemberException("ExecutionContext", "ScriptCommandProcessorShouldRethrowExit");
        property.SetValue(context, true);
    }

    /// <summary>The record, marked so that Out-Default shows it where errors go. Writing it as an error would lose its position.</summary>
    public static PSObject ForErrorStream(ErrorRecord error)
    {
        var marked = new PSObject(error);
        var stream = typeof(PSObject).GetProperty("WriteStream", Hidden)
            ?? throw new MissingMemberException(nameof(PSObject), "WriteStream");
        stream.SetValue(marked, Enum.Parse(stream.PropertyType, "Error"));
        return marked;
    }
}
