namespace RetinaPS.Terminal;

/// <summary>What the environment says of the terminal.</summary>
/// <param name="Protocol">The best protocol that is certain.</param>
/// <param name="MayKnowSixel">Whether it is worth asking the terminal for more.</param>
internal readonly record struct TerminalEnvironment(TerminalProtocol Protocol, bool MayKnowSixel)
{
    private static readonly string[] FullColorTerminals = ["iTerm.app", "vscode", "WezTerm", "Hyper", "mintty", "rio", "Tabby"];

    /// <param name="variable">Gives an environment variable's value, or null.</param>
    /// <param name="windows">Whether this is Windows, whose console knows 24-bit colour and says nothing of itself.</param>
    public static TerminalEnvironment Read(Func<string, string?> variable, bool windows)
    {
        string term = variable("TERM") ?? string.Empty;
        if (!string.IsNullOrEmpty(variable("NO_COLOR")) || term == "dumb")
            return new(TerminalProtocol.Ascii, false);

        // Multiplexers keep graphics from the terminal behind them; those that pass Sixel on say so when asked.
        bool multiplexed = variable("TMUX") is not null || variable("STY") is not null
            || term.StartsWith("screen", StringComparison.Ordinal) || term.StartsWith("tmux", StringComparison.Ordinal);
        if (!multiplexed && (variable("KITTY_WINDOW_ID") is not null || term is "xterm-kitty" or "xterm-ghostty" || variable("TERM_PROGRAM") == "ghostty"))
            return new(TerminalProtocol.Kitty, false);
        if (variable("COLORTERM") is "truecolor" or "24bit"
            || variable("WT_SESSION") is not null
            || term.EndsWith("-direct", StringComparison.Ordinal)
            || FullColorTerminals.Contains(variable("TERM_PROGRAM"))
            || (windows && term.Length == 0))
            return new(TerminalProtocol.HalfBlock, true);
        return term.Contains("256color", StringComparison.Ordinal)
            ? new(TerminalProtocol.HalfBlock256, true)
            : new(TerminalProtocol.Ascii, term.StartsWith("xterm", StringComparison.Ordinal) || term is "mlterm" or "foot" or "yaft-256color" or "vt340");
    }
}
