using System.Collections;
using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>What completers ask of the session, which they are not given: a script block that belongs to none runs in the one that completes.</summary>
internal static class CompletingSession
{
    /// <summary>The file system's path of what a person typed.</summary>
    public static string ResolvePath(string path) =>
        ScriptBlock.Create("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)").Invoke(path).Single().ToString();

    /// <summary>Completions of the variables that hold one of the types, or several of them.</summary>
    /// <param name="wordToComplete">What has been typed of the argument.</param>
    /// <param name="types">What a variable must hold.</param>
    public static IEnumerable<CompletionResult> CompleteVariables(string? wordToComplete, params IReadOnlyList<Type> types) =>
        from variable in All()
        let name = "$" + variable.Name
        where name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase)
        let held = Unwrap(variable.Value)
        where types.Any(type => IsOrHolds(held, type))
        orderby variable.Name
        select new CompletionResult(name, name, CompletionResultType.Variable, Describe(held));

    private static IEnumerable<PSVariable> All() =>
        ScriptBlock.Create("$ExecutionContext.InvokeProvider.ChildItem.Get('Microsoft.PowerShell.Core\\Variable::', $false)").Invoke()
            .Select(item => item?.BaseObject).OfType<PSVariable>();

    private static bool IsOrHolds(object? value, Type type) =>
        type.IsInstanceOfType(value) || (value is IList { Count: > 0 } list && list.Cast<object?>().All(element => type.IsInstanceOfType(Unwrap(element))));

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Describe(object? value) => value is IList list ? $"{list.Count} x {Unwrap(list[0])?.GetType().Name}" : $"{value}";
}
