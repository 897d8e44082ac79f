using System.Diagnostics;
using System.Management.Automation;

namespace RetinaPS.Host.Terminal;

/// <summary>
/// Progress on the last line of a terminal: activity, status, bar, time left. Redrawn at most ten times a second, because a
/// cmdlet may report every image; silent when nobody is watching.
/// </summary>
internal sealed class ProgressLine(ConsoleStream stream, Func<int> width)
{
    private const int BarCells = 24;
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

        stream.WriteControl(EraseLine + Fit(Describe(record), width() - 1));
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

    /// <summary>The line's text for one record, as long as it likes.</summary>
    internal static string Describe(ProgressRecord record)
    {
        var parts = new List<string> { $"{record.Activity}: {record.StatusDescription}" };
        if (record.PercentComplete >= 0)
        {
            var filled = Math.Min(record.PercentComplete, 100) * BarCells / 100;
            parts.Add($"[{new string('#', filled)}{new string('.', BarCells - filled)}] {record.PercentComplete} %");
        }

        if (record.SecondsRemaining >= 0)
            parts.Add($"{TimeSpan.FromSeconds(record.SecondsRemaining):h\\:mm\\:ss} left");
        if (!string.IsNullOrEmpty(record.CurrentOperation))
            parts.Add(record.CurrentOperation);
        return string.Join("  ", parts).ReplaceLineEndings(" ");
    }

    private static string Fit(string text, int cells) => text.Length <= cells ? text : text[..Math.Max(cells, 0)];
}
