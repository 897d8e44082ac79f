using RetinaPS.Terminal;
using Xunit;

namespace RetinaPS.Tests.Terminal;

public sealed class TerminalDisplayTests
{
    [Theory]
    [InlineData("TERM=xterm-kitty COLORTERM=truecolor", TerminalProtocol.Kitty)]
    [InlineData("TERM=xterm-256color KITTY_WINDOW_ID=1", TerminalProtocol.Kitty)]
    [InlineData("TERM=xterm-ghostty", TerminalProtocol.Kitty)]
    [InlineData("TERM=xterm-256color KITTY_WINDOW_ID=1 TMUX=/tmp/tmux-0/default,1,0 COLORTERM=truecolor", TerminalProtocol.HalfBlock)]
    [InlineData("TERM=screen-256color KITTY_WINDOW_ID=1", TerminalProtocol.HalfBlock256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", TerminalProtocol.HalfBlock)]
    [InlineData("TERM=xterm-direct", TerminalProtocol.HalfBlock)]
    [InlineData("TERM=xterm-256color TERM_PROGRAM=vscode", TerminalProtocol.HalfBlock)]
    [InlineData("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", TerminalProtocol.HalfBlock256)]
    [InlineData("TERM=xterm", TerminalProtocol.Ascii)]
    [InlineData("TERM=linux", TerminalProtocol.Ascii)]
    [InlineData("TERM=dumb COLORTERM=truecolor", TerminalProtocol.Ascii)]
    [InlineData("TERM=xterm-kitty NO_COLOR=1", TerminalProtocol.Ascii)]
    [InlineData("TERM=xterm-256color NO_COLOR=", TerminalProtocol.HalfBlock256)]
    [InlineData("", TerminalProtocol.Ascii)]
    public void The_environment_says_what_a_terminal_certainly_shows(string environment, TerminalProtocol expected) =>
        Assert.Equal(expected, TerminalEnvironment.Read(Variables(environment), windows: false).Protocol);

    [Fact]
    public void A_Windows_console_shows_24_bit_colour() =>
        Assert.Equal(TerminalProtocol.HalfBlock, TerminalEnvironment.Read(_ => null, windows: true).Protocol);

    [Theory]
    [InlineData("\e[6;20;10t\e[?62;4;22c", true, 10, 20)]
    [InlineData("\e[?62;22;4c", true, 0, 0)]
    [InlineData("\e[?62;14;44c", false, 0, 0)]
    [InlineData("\e[6;18;9t", false, 9, 18)]
    [InlineData("rubbish", false, 0, 0)]
    public void An_answer_is_read_as_far_as_it_is_understood(string text, bool sixel, int width, int height) =>
        Assert.Equal(new TerminalAnswer(sixel, width, height), TerminalAnswer.Parse(text));

    [Fact]
    public void A_terminal_that_answers_with_Sixel_gets_it_in_pixels_of_its_own_size()
    {
        var display = TerminalDisplay.Find(null, 100, 30, Variables("TERM=xterm-256color"), true, () => new TerminalAnswer(true, 10, 20));
        Assert.Equal(new TerminalDisplay(TerminalProtocol.Sixel, new TerminalSpace(100, 30, 10, 20)), display);
    }

    [Fact]
    public void A_terminal_that_says_nothing_is_taken_at_its_environments_word()
    {
        var display = TerminalDisplay.Find(null, 100, 30, Variables("TERM=xterm-256color"), true, () => null);
        Assert.Equal(new TerminalDisplay(TerminalProtocol.HalfBlock256, new TerminalSpace(100, 30)), display);
    }

    [Theory]
    [InlineData("TERM=xterm-kitty", true, null)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", true, null)]
    [InlineData("TERM=linux", true, null)]
    [InlineData("TERM=xterm-256color", true, TerminalProtocol.HalfBlock)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", false, null)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", false, TerminalProtocol.Sixel)]
    public void Nothing_is_asked_where_nothing_would_follow_from_it_or_nobody_would_answer(string environment, bool onTerminal, TerminalProtocol? wanted) =>
        Assert.Equal(
            wanted ?? (onTerminal ? TerminalEnvironment.Read(Variables(environment), false).Protocol : TerminalProtocol.Ascii),
            TerminalDisplay.Find(wanted, 80, 24, Variables(environment), onTerminal, () => throw new InvalidOperationException("asked")).Protocol);

    private static Func<string, string?> Variables(string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
