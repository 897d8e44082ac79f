using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

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

    /// <summary>
    /// Makes text wrap between words, as the engine does for the cultures it knows to put blanks there. The invariant culture, this
    /// program's own, is not among them, though its text is English.
    /// </summary>
    public static void WrapBetweenWords()
    {
        const string Cultures = "s_cultureCollection";
        var field = EngineType("Microsoft.PowerShell.Commands.Internal.Format.StringManipulationHelper")
            .GetField(Cultures, BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingFieldException("StringManipulationHelper", Cultures);
        ((ICollection<string>)field.GetValue(null)!).Add(CultureInfo.InvariantCulture.TwoLetterISOLanguageName);
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

    /// <summary>The exception by which a cmdlet that has enough, as Select-Object -First, ends those before it.</summary>
    public static Exception StopUpstream(Cmdlet requester) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", requester);

    /// <summary>Makes a formatting cmdlet shape its output as a Table, List or Wide.</summary>
    public static void UseShape(FrontEndCommandBase cmdlet, string shape)
    {
        var shapes = EngineType("Microsoft.PowerShell.Commands.Internal.Format.FormatShape");
        SetImplementation(cmdlet, Create("Microsoft.PowerShell.Commands.Internal.Format.InnerFormatShapeCommand", Enum.Parse(shapes, shape)));
    }

    /// <summary>Makes a cmdlet render its input, as the console would, into a writer.</summary>
    public static void RenderTo(FrontEndCommandBase cmdlet, TextWriter writer, int width)
    {
        var renderer = Create("Microsoft.PowerShell.Commands.Internal.Format.OutCommandInner");
        var lines = Create("Microsoft.PowerShell.Commands.Internal.Format.TextWriterLineOutput", writer, width);
        var property = renderer.GetType().GetProperty("LineOutput", Hidden)
            ?? throw new MissingMemberException("OutCommandInner", "LineOutput");
        property.SetValue(renderer, lines);
        SetImplementation(cmdlet, renderer);
    }

    /// <summary>Has the provider write what a folder holds to a cmdlet's output item by item. What is public collects all of it first.</summary>
    public static void WriteChildren(PSCmdlet cmdlet, string folder, string? filter, bool force)
    {
        const string ContextName = "System.Management.Automation.CmdletProviderContext";
        var context = Create(ContextName, cmdlet);
        SetProperty(context, "Force", new SwitchParameter(force));
        SetProperty(context, "SuppressWildcardExpansion", true);
        Call(context, "SetFilters", [typeof(Collection<string>), typeof(Collection<string>), typeof(string)], new Collection<string>(), new Collection<string>(), filter);
        Call(
            cmdlet.InvokeProvider.ChildItem, "Get", [typeof(string), typeof(bool), typeof(uint), EngineType(ContextName)],
            folder, /* recurse: */ false, uint.MaxValue, context);
    }

    private static void SetProperty(object target, string name, object value)
    {
        var property = target.GetType().GetProperty(name, Hidden | BindingFlags.Public) ?? throw new MissingMemberException(target.GetType().Name, name);
        property.SetValue(target, value);
    }

    private static void Call(object target, string name, Type[] types, params object?[] arguments)
    {
        var method = target.GetType().GetMethod(name, Hidden, types) ?? throw new MissingMethodException(target.GetType().Name, name);
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    private static void SetImplementation(FrontEndCommandBase cmdlet, object implementation)
    {
        var field = typeof(FrontEndCommandBase).GetField("implementation", Hidden)
            ?? throw new MissingFieldException(nameof(FrontEndCommandBase), "implementation");
        field.SetValue(cmdlet, implementation);
    }

    private static object Create(string typeName, params object[] arguments) =>
        Activator.CreateInstance(EngineType(typeName), Hidden | BindingFlags.Public, binder: null, arguments, culture: null)!;

    private static Type EngineType(string name) => typeof(PSObject).Assembly.GetType(name, throwOnError: true)!;
}
