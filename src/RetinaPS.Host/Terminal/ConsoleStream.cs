using System.Management.Automation;
using System.Management.Automation.Internal;

namespace RetinaPS.Host.Terminal;

/// <summary>Standard output or standard error: colours reach it only when a person is watching.</summary>
internal sealed class ConsoleStream(TextWriter writer, bool isRedirected)
{
    private const char Escape = '\x1b';

    public bool IsTerminal { get; } = !isRedirected;

    /// <summary>Whether escape sequences are passed on; https://no-color.org is respected.</summary>
    public bool HasColours { get; } = !isRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public void Write(string text) => writer.Write(Presentable(text));

    public void WriteLine(string text) => writer.WriteLine(Presentable(text));

    /// <summary>Writes cursor movements, which are no colours, as they are.</summary>
    public void WriteControl(string sequence)
    {
        writer.Write(sequence);
        writer.Flush();
    }

    /// <summary>The text between a style's escape sequence and the reset, where colours are shown.</summary>
    public string Styled(string style, string text) => HasColours ? style + text + PSStyle.Instance.Reset : text;

    private string Presentable(string text) =>
        HasColours || !text.Contains(Escape) ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);
}
