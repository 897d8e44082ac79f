using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RetinaPS.Batch.Runs;
using Xunit;

namespace RetinaPS.Tests.Batch;

public sealed class OrderedBatchTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<int> discarded = [];
    private readonly ConcurrentBag<int> abandoned = [];

    public void Dispose() => stop.Dispose();

    [Fact]
    public void Results_come_in_the_order_of_the_items_whichever_is_finished_first()
    {
        using var lastIsDone = new ManualResetEventSlim();
        using var batch = Batch(4, item =>
        {
            if (item == 3)
                lastIsDone.Set();
            else
                Assert.True(lastIsDone.Wait(Long));
            return item * 10;
        });
        foreach (int item in Enumerable.Range(0, 4))
            batch.Add(item);
        Assert.Equal([0, 10, 20, 30], TakeAll(batch));
    }

    [Fact]
    public void Many_items_of_uneven_effort_keep_their_order()
    {
        using var batch = Batch(8, item =>
        {
            Thread.SpinWait(item * 7919 % 5000);
            return item;
        });
        foreach (int item in Enumerable.Range(0, 2000))
            batch.Add(item);
        Assert.Equal(Enumerable.Range(0, 2000), TakeAll(batch));
    }

    [Fact]
    public void No_more_than_two_items_a_worker_are_begun_before_a_result_is_taken()
    {
        const int Workers = 3, Window = 2 * Workers;
        int begun = 0;
        using var windowIsFull = new CountdownEvent(Window);
        using var oneMore = new CountdownEvent(Window + 1);
        var batch = Batch(Workers, item =>
        {
            Interlocked.Increment(ref begun);
            foreach (var countdown in new[] { windowIsFull, oneMore }.Where(c => !c.IsSet))
                countdown.Signal();
            return item;
        });
        foreach (int item in Enumerable.Range(0, 100))
            batch.Add(item);
        Assert.Equal(100, batch.Outstanding);
        Assert.True(windowIsFull.Wait(Long));
        Assert.False(oneMore.IsSet);
        Assert.True(batch.TryTake(Long, out _));
        Assert.True(oneMore.Wait(Long));
        batch.Dispose();
        Assert.Equal(Window + 1, begun);
    }

    [Fact]
    public void A_wide_window_lets_the_others_go_on_past_an_item_that_lags()
    {
        const int Items = 2 * 8;
        using var others = new CountdownEvent(Items - 1);
        using var batch = new OrderedBatch<int, int>([Work, Work], discarded.Add, abandoned.Add, stop.Token, itemsPerWorker: Items / 2);
        foreach (int item in Enumerable.Range(0, Items))
            batch.Add(item);
        Assert.Equal(Enumerable.Range(0, Items), TakeAll(batch));

        int Work(int item, CancellationToken stopped)
        {
            if (item == 0)
                Assert.True(others.Wait(Long, stopped));
            else
                others.Signal();
            return item;
        }
    }

    [Fact]
    public void What_the_work_throws_comes_out_in_the_items_turn_and_the_others_are_done()
    {
        using var batch = Batch(2, item => item == 1 ? throw new InvalidDataException("one") : item);
        foreach (int item in Enumerable.Range(0, 3))
            batch.Add(item);
        Assert.True(batch.TryTake(Long, out int first));
        Assert.Equal("one", Assert.Throws<InvalidDataException>(() => batch.TryTake(Long, out _)).Message);
        Assert.True(batch.TryTake(Long, out int third));
        Assert.Equal((0, 2), (first, third));
    }

    [Fact]
    public void A_result_that_was_taken_can_be_collected_however_old_its_job_is()
    {
        using var mayWork = new ManualResetEventSlim();
        Func<int, CancellationToken, object> work = (_, _) => mayWork.Wait(Long) ? new object() : throw new TimeoutException();
        using var batch = new OrderedBatch<int, object>([work], _ => { }, _ => { }, stop.Token);
        batch.Add(0);

        // The job grows old while it waits; a collection of the young does not look whether the old are still needed.
        GC.Collect();
        GC.Collect();
        mayWork.Set();
        var result = Take(batch);
        batch.Add(1);
        Take(batch);
        GC.Collect(generation: 0);
        Assert.False(result.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Take(OrderedBatch<int, object> batch)
        {
            Assert.True(batch.TryTake(Long, out object taken));
            return new WeakReference(taken);
        }
    }

    [Fact]
    public void Taking_returns_at_once_when_nothing_is_under_way()
    {
        using var batch = Batch(2, item => item);
        Assert.False(batch.TryTake(Timeout.InfiniteTimeSpan, out _));
        Assert.Equal(0, batch.Outstanding);
    }

    [Fact]
    public void Taking_gives_up_after_its_patience_and_can_be_tried_again()
    {
        using var gate = new ManualResetEventSlim();
        using var batch = Batch(1, item => gate.Wait(Long) ? item : -1);
        batch.Add(5);
        Assert.False(batch.TryTake(TimeSpan.Zero, out _));
        gate.Set();
        Assert.True(batch.TryTake(Long, out int result));
        Assert.Equal(5, result);
    }

    [Fact]
    public void Results_that_nobody_took_are_freed_once_and_items_that_nobody_began_are_given_up_once()
    {
        using var firstFour = new CountdownEvent(4);
        var batch = Batch(2, item =>
        {
            firstFour.Signal();
            return item;
        });
        foreach (int item in Enumerable.Range(0, 10))
            batch.Add(item);
        Assert.True(firstFour.Wait(Long));
        batch.Dispose();
        Assert.Equal([0, 1, 2, 3], discarded.Order());
        Assert.Equal([4, 5, 6, 7, 8, 9], abandoned.Order());
    }

    [Fact]
    public void Stopping_tells_the_work_that_is_under_way_and_begins_no_more()
    {
        using var begun = new CountdownEvent(2);
        int told = 0;
        var batch = new OrderedBatch<int, int>([WaitToBeTold, WaitToBeTold], discarded.Add, abandoned.Add, stop.Token);
        foreach (int item in Enumerable.Range(0, 6))
            batch.Add(item);
        Assert.True(begun.Wait(Long));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => batch.TryTake(Long, out _));
        batch.Dispose();
        Assert.Equal(2, told);
        Assert.Empty(discarded);

        // The two that were begun are the work's own to clean up after; one of them may have been the one that was taken.
        Assert.Equal([2, 3, 4, 5], abandoned.Order());

        int WaitToBeTold(int item, CancellationToken stopped)
        {
            begun.Signal();
            Assert.True(stopped.WaitHandle.WaitOne(Long));
            Interlocked.Increment(ref told);
            throw new OperationCanceledException(stopped);
        }
    }

    [Fact]
    public void Workers_of_different_kinds_share_one_queue_and_a_slow_one_holds_no_other_up()
    {
        using var slowHasBegun = new ManualResetEventSlim();
        using var fastHasDoneThree = new CountdownEvent(3);
        using var batch = new OrderedBatch<int, (int Item, string Worker)>([Slow, Fast], _ => { }, _ => { }, stop.Token);
        foreach (int item in Enumerable.Range(0, 4))
            batch.Add(item);
        var results = new List<(int Item, string Worker)>();
        while (batch.TryTake(Long, out var result))
            results.Add(result);
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.Item));
        Assert.Single(results, result => result.Worker == "slow");

        (int Item, string Worker) Slow(int item, CancellationToken stopped)
        {
            slowHasBegun.Set();
            Assert.True(fastHasDoneThree.Wait(Long, stopped));
            return (item, "slow");
        }

        (int Item, string Worker) Fast(int item, CancellationToken stopped)
        {
            Assert.True(slowHasBegun.Wait(Long, stopped));
            fastHasDoneThree.Signal();
            return (item, "fast");
        }
    }

    private static List<int> TakeAll(OrderedBatch<int, int> batch)
    {
        var results = new List<int>();
        while (batch.Outstanding > 0)
        {
            Assert.True(batch.TryTake(Long, out int result));
            results.Add(result);
        }

        return results;
    }

    private OrderedBatch<int, int> Batch(int workers, Func<int, int> work) =>
        new([.. Enumerable.Repeat<Func<int, CancellationToken, int>>((item, _) => work(item), workers)], discarded.Add, abandoned.Add, stop.Token);
}
