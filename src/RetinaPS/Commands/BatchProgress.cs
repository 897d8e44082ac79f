using System.Globalization;
using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>Shows how far a batch has come, at most five times a second, on the pipeline's thread.</summary>
/// <param name="write">Shows a record.</param>
/// <param name="activity">What is being done.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BatchProgress(Action<ProgressRecord> write, string activity, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly long start = clock.GetTimestamp();
    private TimeSpan shown = -Interval;

    /// <summary>Shows the state.</summary>
    /// <param name="done">Photographs that are finished.</param>
    /// <param name="known">Photographs known so far.</param>
    /// <param name="final">Whether no more can come, so that the time left can be told.</param>
    /// <param name="current">The photograph that was finished last.</param>
    public void Show(int done, int known, bool final, string? current)
    {
        var elapsed = clock.GetElapsedTime(start);
        if (elapsed - shown < Interval)
            return;
        shown = elapsed;
        double rate = done / elapsed.TotalSeconds;
        var record = new ProgressRecord(1, activity, string.Create(
            CultureInfo.CurrentCulture, $"{done:N0} of {known:N0}{(final ? string.Empty : " so far")}, {rate:F1} images/s"))
        {
            CurrentOperation = current,
            PercentComplete = final && known > 0 ? (int)(100L * done / known) : -1,
            SecondsRemaining = final && rate > 0 ? (int)((known - done) / rate) : -1,
        };
        write(record);
    }

    public void Complete() => write(new ProgressRecord(1, activity, "Done") { RecordType = ProgressRecordType.Completed });
}
