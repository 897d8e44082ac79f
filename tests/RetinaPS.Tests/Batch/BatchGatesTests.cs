using RetinaPS.Batch.Runs;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Batch;

/// <summary>How many workers of a run compute and write at once.</summary>
public sealed class BatchGatesTests
{
    private const int Writers = 4;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly BatchGates gates = new(processors: 2);

    [Fact]
    public void Half_as_many_again_as_there_are_processors_compute()
    {
        using var all = new Barrier(3);
        int atOnce = 0, most = 0;
        Threads.Run(9, _ => Assert.True(gates.Compute(
            () =>
            {
                int now = Interlocked.Increment(ref atOnce);
                InterlockedMaximum(ref most, now);

                // Three have to be here before any of them may go.
                bool met = all.SignalAndWait(Long);
                Interlocked.Decrement(ref atOnce);
                return met;
            },
            CancellationToken.None)));
        Assert.Equal(3, most);
    }

    [Fact]
    public void Work_that_throws_gives_its_place_back()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Throws<InvalidDataException>(() => gates.Compute<int>(() => throw new InvalidDataException(), CancellationToken.None));
            Assert.Throws<InvalidDataException>(() => gates.Write(() => throw new InvalidDataException(), CancellationToken.None));
        }

        Assert.Equal(5, gates.Compute(() => 5, CancellationToken.None));
    }

    [Fact]
    public void Writers_of_slow_storage_go_on_after_a_while()
    {
        using var all = new Barrier(Writers + 2);
        Threads.Run(Writers + 2, _ => gates.Write(() => Assert.True(all.SignalAndWait(Long)), CancellationToken.None));
    }

    [Fact]
    public void Who_waits_for_a_place_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var full = new CountdownEvent(3);
        using var release = new ManualResetEventSlim();
        Threads.Run(4, thread =>
        {
            if (thread < 3)
            {
                gates.Compute(() => full.Signal() | release.Wait(Long), CancellationToken.None);
                return;
            }

            Assert.True(full.Wait(Long));
            stop.Cancel();
            Assert.Throws<OperationCanceledException>(() => gates.Compute(() => 0, stop.Token));
            release.Set();
        });
    }

    private static void InterlockedMaximum(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
