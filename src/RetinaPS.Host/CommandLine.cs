namespace RetinaPS.Host;

/// <summary>The parsed command line. Names and abbreviations follow pwsh, so that scripts can call either.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Text">The command, or the script's path.</param>
/// <param name="ScriptArguments">What follows a script's path, not yet bound.</param>
internal sealed record CommandLine(RunMode Mode, string Text, IReadOnlyList<string> ScriptArguments)
{
    /// <summary>The text that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <exception cref="UsageException">An option is unknown or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, bool inputIsTerminal)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var rest = arguments.Skip(i + 1).ToArray();
            switch (OptionName(arguments[i]))
            {
                case "h" or "help" or "?":
                    return new(RunMode.Help, "", []);
                case "v" or "version":
                    return new(RunMode.Version, "", []);
                case "c" or "command":
                    return rest.Length > 0
                        ? new(RunMode.Command, string.Join(' ', rest), [])
                        : throw new UsageException("-Command needs a command, or - to read it from standard input.");
                case "f" or "file":
                    return rest.Length > 0
                        ? new(RunMode.File, rest[0], rest[1..])
                        : throw new UsageException("-File needs the path of a script.");
                case "nop" or "noprofile" or "nol" or "nologo" or "noni" or "noninteractive":
                    continue; // Always so here; accepted for the sake of command lines written for pwsh.
                case null:
                    return new(RunMode.File, arguments[i], rest);
                default:
                    throw new UsageException($"The option '{arguments[i]}' is not known.");
            }
        }

        return new(inputIsTerminal ? RunMode.Interactive : RunMode.Help, "", []);
    }

    private static string? OptionName(string argument) =>
        argument.Length > 1 && argument[0] == '-' ? argument.TrimStart('-').ToLowerInvariant() : null;
}
