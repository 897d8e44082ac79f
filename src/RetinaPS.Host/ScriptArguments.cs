using System.Management.Automation.Runspaces;

namespace RetinaPS.Host;

/// <summary>
/// Turns what follows a script's path into parameters, by pwsh's rules: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>,
/// <c>-Switch:$false</c>, and the rest by position. A word after <c>-Name</c> is left for the binder, which alone knows
/// whether that parameter is a switch.
/// </summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!IsParameter(argument))
            {
                yield return new CommandParameter(null, argument);
                continue;
            }

            var colon = argument.IndexOf(':');
            yield return colon < 0
                ? new CommandParameter(argument)
                : new CommandParameter(argument[1..colon], Literal(argument[(colon + 1)..]));
        }
    }

    // A dash and a digit is a negative number.
    private static bool IsParameter(string argument) =>
        argument.Length > 1 && argument[0] == '-' && (char.IsLetter(argument[1]) || argument[1] is '_' or '?');

    private static object Literal(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };
}
