using RetinaPS.Engines.Cuda;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>Work goes to cores that are idle, and to no others.</summary>
public sealed class SpareCoresTests
{
    private TimeSpan used;

    [Theory]
    [InlineData(0, 7)]
    [InlineData(3, 4)]
    [InlineData(7, 0)]
    [InlineData(10, 0)]
    public void Cores_are_given_out_until_three_quarters_of_them_are_busy(int busy, int expected)
    {
        var clock = new Clock();
        var cores = new SpareCores(10, () => used, clock);
        Assert.Equal(1, TakeAll(cores));
        cores.GiveBack();
        Pass(clock, TimeSpan.FromMilliseconds(100), busy);
        Assert.Equal(expected, TakeAll(cores));
        if (expected == 0)
            return;
        cores.GiveBack();
        Assert.Equal(1, TakeAll(cores));
        Pass(clock, TimeSpan.FromMilliseconds(100), busy + expected);
        Assert.Equal(0, TakeAll(cores));
    }

    [Fact]
    public void After_a_pause_one_core_is_given_out_because_the_mean_says_nothing()
    {
        var clock = new Clock();
        var cores = new SpareCores(10, () => used, clock);
        Pass(clock, TimeSpan.FromSeconds(10), 9);
        Assert.Equal(1, TakeAll(cores));
    }

    [Fact]
    public void Few_are_a_quarter_of_the_cores_however_many_are_idle()
    {
        var clock = new Clock();
        var cores = new SpareCores(12, () => used, clock);
        Pass(clock, TimeSpan.FromMilliseconds(100), 0);
        Assert.True(cores.TryTake(few: true));
        Assert.True(cores.TryTake(few: true));
        Assert.True(cores.TryTake(few: true));
        Assert.False(cores.TryTake(few: true));
        Assert.True(cores.TryTake());
    }

    private static int TakeAll(SpareCores cores)
    {
        int taken = 0;
        while (cores.TryTake())
            taken++;
        return taken;
    }

    private void Pass(Clock clock, TimeSpan time, int busy)
    {
        clock.Now += time.Ticks;
        used += time * busy;
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
