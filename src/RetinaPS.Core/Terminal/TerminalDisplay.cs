namespace RetinaPS.Terminal;

/// <summary>What the terminal can show, found out once a command.</summary>
internal sealed record TerminalDisplay(TerminalProtocol Protocol, TerminalSpace Space)
{
    /// <param name="wanted">The protocol that was asked for, or null.</param>
    /// <param name="columns">Characters across.</param>
    /// <param name="rows">Lines.</param>
    /// <param name="variable">Gives an environment variable's value, or null.</param>
    /// <param name="onTerminal">Whether output goes to a terminal rather than to a file or a program.</param>
    /// <param name="ask">Asks the terminal itself, or null where that cannot be done.</param>
    public static TerminalDisplay Find(
        TerminalProtocol? wanted, int columns, int rows, Func<string, string?> variable, bool onTerminal, Func<TerminalAnswer?>? ask)
    {
        // In a file, control sequences are only noise.
        var known = onTerminal ? TerminalEnvironment.Read(variable, OperatingSystem.IsWindows()) : new(TerminalProtocol.Ascii, false);
        bool worthAsking = wanted is null ? known.MayKnowSixel : wanted is TerminalProtocol.Sixel;
        var answer = worthAsking && onTerminal ? ask?.Invoke() : null;
        var space = answer is { CellWidth: > 0, CellHeight: > 0 }
            ? new TerminalSpace(columns, rows, answer.CellWidth, answer.CellHeight)
            : new TerminalSpace(columns, rows);
        return new TerminalDisplay(wanted ?? (answer is { KnowsSixel: true } ? TerminalProtocol.Sixel : known.Protocol), space);
    }
}
