using System.Diagnostics;
using System.Management.Automation;

namespace RetinaPS.Host.Terminal;

/// <summary>
/// Progress on the last line of a terminal: activity, status, bar, time left. Redrawn at most ten times a second, because a
/// cmdlet may report every image; silent when nobody is watching.
/// </summary>
internal sealed class ProgressLine(ConsoleStream stream, Func<int> width)
{
    private const int LongestBar = 24;
    private const int ShortestBar = 6;
    private const string Gap = "  ";
    private const string EraseLine = "\r\x1b[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly bool enabled = stream.IsTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
    private long drawnAt;
    private int shownActivity;
    private bool shown;

    public void Show(ProgressRecord record)
    {
        if (!enabled)
            return;

        if (record.RecordType == ProgressRecordType.Completed)
        {
            if (record.ActivityId == shownActivity)
                Clear();
            return;
        }

        if (drawnAt != 0 && Stopwatch.GetElapsedTime(drawnAt) < Interval)
            return;

        stream.WriteControl(EraseLine + Describe(record, width() - 1));
        drawnAt = Stopwatch.GetTimestamp();
        shownActivity = record.ActivityId;
        shown = true;
    }

    /// <summary>Makes room for other output; the next record draws the line again.</summary>
    public void Clear()
    {
        if (!shown)
            return;

        stream.WriteControl(EraseLine);
        shown = false;
        drawnAt = 0;
    }

    /// <summary>
    /// The line's text for one record. What says most goes in first: numbers and time left, then the bar, as long as there is room, then
    /// what is being worked on.
    /// </summary>
    internal static string Describe(ProgressRecord record, int cells)
    {
        var percent = record.PercentComplete >= 0 ? $"{Math.Min(record.PercentComplete, 100)} %" : null;
        var left = record.SecondsRemaining >= 0 ? $"{TimeSpan.FromSeconds(record.SecondsRemaining):h\\:mm\\:ss} left" : null;
        if (record.SecondsRemaining >= 86400)
            left = $"{TimeSpan.FromSeconds(record.SecondsRemaining):d\\ \\d\\ hh\\:mm} left";
        var line = Join($"{record.Activity}: {record.StatusDescription}", percent, left);
        if (line.Length > cells)
            line = Join(record.StatusDescription, percent, left);

        var bar = Math.Min(cells - line.Length - Gap.Length - 2, LongestBar);
        if (percent is not null && bar >= ShortestBar)
        {
            var filled = Math.Min(record.PercentComplete, 100) * bar / 100;
            line = Join(line, $"[{new string('#', filled)}{new string('.', bar - filled)}]");
        }

        if (!string.IsNullOrEmpty(record.CurrentOperation) && line.Length + Gap.Length + record.CurrentOperation.Length <= cells)
            line = Join(line, record.CurrentOperation);
        line = line.ReplaceLineEndings(" ");
        return line.Length <= cells ? line : line[..Math.Max(cells, 0)];
    }

    private static string Join(params IEnumerable<string?> parts) => string.Join(Gap, parts.Where(part => part is not null));
}
