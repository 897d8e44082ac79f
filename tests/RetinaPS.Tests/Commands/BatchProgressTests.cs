using System.Globalization;
using System.Management.Automation;
using RetinaPS.Commands;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class BatchProgressTests
{
    private readonly List<ProgressRecord> shown = [];
    private readonly ManualClock clock = new();

    [Fact]
    public void It_shows_count_and_rates_while_more_may_come()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 2);
        progress.Count(6_000_000);
        progress.Count(2_500_000);
        progress.Show(done: 5, known: 8, final: false, "eye");
        var record = Assert.Single(shown);
        Assert.Equal(string.Create(CultureInfo.CurrentCulture, $"5 of 8 so far, {2.5:F1} images/s, {4.2:F1} MP/s"), record.StatusDescription);
        Assert.Equal(("Working", "eye", -1, -1), (record.Activity, record.CurrentOperation, record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void It_names_the_last_photograph_until_the_next_one()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 1);
        progress.Show(done: 1, known: 2, final: true, "eye");
        clock.Advance(seconds: 1);
        progress.Show(done: 1, known: 2, final: true, null);
        Assert.Equal(["eye", "eye"], shown.Select(record => record.CurrentOperation));
    }

    [Fact]
    public void It_forgets_after_ten_seconds_how_fast_it_was()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 1);
        progress.Show(done: 1000, known: 2000, final: true, null);
        Assert.Equal(1, shown[^1].SecondsRemaining);
        for (int second = 1; second <= 20; second++)
        {
            clock.Advance(seconds: 1);
            progress.Show(done: 1000 + (2 * second), known: 2000, final: true, null);
        }

        Assert.Contains(string.Create(CultureInfo.CurrentCulture, $" {2.0:F1} images/s"), shown[^1].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(960 / 2, shown[^1].SecondsRemaining);
    }

    [Fact]
    public void Large_rates_have_no_decimals_so_that_the_line_stays_short()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 1);
        progress.Count(9_944_400_000);
        progress.Show(done: 1030, known: 88_000, final: true, null);
        Assert.Equal(
            string.Create(CultureInfo.CurrentCulture, $"{1030:N0} of {88_000:N0}, {1030:N0} images/s, {9944:N0} MP/s"), shown[0].StatusDescription);
    }

    [Fact]
    public void It_shows_percent_and_time_left_when_no_more_can_come()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 10);
        progress.Show(done: 25, known: 100, final: true, null);
        Assert.Equal((25, 30), (shown[0].PercentComplete, shown[0].SecondsRemaining));
        Assert.DoesNotContain("so far", shown[0].StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void It_shows_at_most_five_records_a_second()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        for (int i = 0; i < 1000; i++)
        {
            clock.Advance(seconds: 0.01);
            progress.Show(i, 1000, final: true, null);
        }

        Assert.InRange(shown.Count, 40, 51);
    }

    [Fact]
    public void Nothing_done_yet_is_no_rate_and_no_time_left()
    {
        var progress = new BatchProgress(shown.Add, "Working", clock);
        clock.Advance(seconds: 1);
        progress.Show(done: 0, known: 3, final: true, null);
        Assert.Equal((0, -1), (shown[0].PercentComplete, shown[0].SecondsRemaining));
    }

    [Fact]
    public void The_line_goes_when_the_run_is_over()
    {
        new BatchProgress(shown.Add, "Working", clock).Complete();
        Assert.Equal(ProgressRecordType.Completed, shown[0].RecordType);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => now;

        public void Advance(double seconds) => now += (long)(seconds * TimestampFrequency);
    }
}
