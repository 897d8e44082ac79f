using System.Diagnostics;
using System.Text;

namespace RetinaPS.Terminal;

/// <summary>Asks the terminal itself. Only for a console that a person sits at: nothing else would answer.</summary>
internal static class TerminalQuery
{
    /// <summary>A terminal on this machine answers within a few milliseconds, one behind a slow line within some hundred.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether input and output are the terminal.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && !Console.IsInputRedirected && Environment.UserInteractive;

    /// <returns>The answer, or null if there was none in time.</returns>
    public static TerminalAnswer? Ask()
    {
        try
        {
            // Looking for keys turns the terminal's echo off; else the answer would appear on the screen. Keys typed ahead stay the shell's.
            if (Console.KeyAvailable)
                return null;
            Console.Out.Write(TerminalAnswer.Question);
            Console.Out.Flush();
            return Read() is { Length: > 0 } text ? TerminalAnswer.Parse(text) : null;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Read()
    {
        var text = new StringBuilder();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience && text.Length < 256)
        {
            if (!Console.KeyAvailable)
            {
                Thread.Sleep(2);
                continue;
            }

            char key = Console.ReadKey(intercept: true).KeyChar;
            text.Append(key);
            if (key == TerminalAnswer.End)
                break;
        }

        return text.ToString();
    }
}
