namespace RetinaPS.BuildTool;

/// <summary>A command's arguments: <c>--name value</c> pairs, any of them repeatable, and <c>--name</c> switches.</summary>
internal sealed class CommandArguments
{
    private readonly List<KeyValuePair<string, string?>> options = [];

    /// <summary>Reads the arguments that follow a command's name.</summary>
    /// <exception cref="UsageException">A value stands where an option's name was expected.</exception>
    public static CommandArguments Parse(ReadOnlySpan<string> arguments)
    {
        var parsed = new CommandArguments();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!IsName(arguments[i]))
                throw new UsageException($"'{arguments[i]}' follows no option");

            string name = arguments[i];
            bool hasValue = i + 1 < arguments.Length && !IsName(arguments[i + 1]);
            parsed.options.Add(new(name, hasValue ? arguments[++i] : null));
        }

        return parsed;
    }

    /// <summary>Fails on a misspelt option, which would otherwise pass unnoticed.</summary>
    /// <exception cref="UsageException">An option is none of <paramref name="names"/>.</exception>
    public CommandArguments Allow(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in options)
        {
            if (!names.Contains(name))
                throw new UsageException($"unknown option {name}; expected one of {string.Join(", ", names!)}");
        }

        return this;
    }

    /// <summary>Whether the switch is present.</summary>
    public bool Has(string name) => options.Any(option => option.Key == name);

    /// <summary>Every value given for the option, in order; empty when it is absent.</summary>
    /// <exception cref="UsageException">The option stands without its value.</exception>
    public IReadOnlyList<string> All(string name) =>
    [
        .. options.Where(option => option.Key == name).Select(option => option.Value ?? throw new UsageException($"{name} needs a value")),
    ];

    /// <summary>The option's only value.</summary>
    /// <exception cref="UsageException">The option is absent or given more than once.</exception>
    public string Single(string name) =>
        All(name) is [var value] ? value : throw new UsageException($"{name} must be given exactly once");

    private static bool IsName(string argument) => argument.StartsWith("--", StringComparison.Ordinal);
}
