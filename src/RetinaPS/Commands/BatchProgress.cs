using System.Globalization;
using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>
/// Shows how far a batch has come, at most five times a second, on the pipeline's thread. What matters most comes first: the minimal
/// view has one line, and cuts it at its end.
/// </summary>
/// <param name="write">Shows a record.</param>
/// <param name="activity">What is being done, in few words: the minimal view gives it up to half of its line.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BatchProgress(Action<ProgressRecord> write, string activity, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);
    private readonly long start = clock.GetTimestamp();
    private readonly Queue<Sample> samples = new([default]);
    private TimeSpan shown = -Interval;
    private long pixels;
    private string? last;

    /// <summary>Counts the pixels of a photograph that is finished.</summary>
    public void Count(long pixelsOfOne) => pixels += pixelsOfOne;

    /// <summary>Shows the state. Rates are those of the last ten seconds: photographs done in an earlier run come in a burst.</summary>
    /// <param name="done">Photographs that are finished.</param>
    /// <param name="known">Photographs known so far.</param>
    /// <param name="final">Whether no more can come, so that the time left can be told.</param>
    /// <param name="current">The photograph that was finished now, or null for none: the last one stays, so that no line comes and goes.</param>
    public void Show(int done, int known, bool final, string? current)
    {
        last = current ?? last;
        var elapsed = clock.GetElapsedTime(start);
        if (elapsed - shown < Interval)
            return;
        shown = elapsed;
        while (samples.Count > 1 && elapsed - samples.Peek().Time > Memory)
            samples.Dequeue();
        var before = samples.Peek();
        double seconds = (elapsed - before.Time).TotalSeconds;
        double rate = seconds > 0 ? (done - before.Done) / seconds : 0;
        double megapixels = seconds > 0 ? (pixels - before.Pixels) / 1e6 / seconds : 0;
        samples.Enqueue(new Sample(elapsed, done, pixels));
        string soFar = final ? string.Empty : " so far";
        var culture = CultureInfo.CurrentCulture;
        write(new ProgressRecord(1, activity, string.Create(
            culture, $"{done:N0} of {known:N0}{soFar}, {Rate(rate, culture)} images/s, {Rate(megapixels, culture)} MP/s"))
        {
            CurrentOperation = last,
            PercentComplete = final && known > 0 ? (int)(100L * done / known) : -1,
            SecondsRemaining = final && rate > 0 ? (int)Math.Min((known - done) / rate, int.MaxValue) : -1,
        });
    }

    public void Complete() => write(new ProgressRecord(1, activity, "Done") { RecordType = ProgressRecordType.Completed });

    private static string Rate(double value, CultureInfo culture) => value.ToString(value < 99.95 ? "F1" : "N0", culture);

    /// <summary>How far the batch was at a time.</summary>
    private readonly record struct Sample(TimeSpan Time, int Done, long Pixels);
}
