using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>No process ends in the midst of background work on a device.</summary>
public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task The_end_waits_for_work_under_way()
    {
        var work = new BackgroundWork();
        using var mayEnd = new ManualResetEventSlim();
        var task = work.Run(() => mayEnd.Wait());
        var end = Task.Run(work.End);
        while (!work.IsEnding)
            await Task.Yield();
        Assert.False(end.IsCompleted);
        mayEnd.Set();
        await end;
        Assert.True(task.IsCompleted);
    }

    [Fact]
    public async Task Work_that_fails_does_not_hold_the_end_up_and_its_caller_sees_the_failure()
    {
        var work = new BackgroundWork();
        var task = work.Run<int>(() => throw new InvalidOperationException("no"));
        work.End();
        await Assert.ThrowsAsync<InvalidOperationException>(() => task);
    }

    [Fact]
    public async Task Once_the_process_ends_the_caller_does_the_work()
    {
        var work = new BackgroundWork();
        work.End();
        var task = work.Run(() => Environment.CurrentManagedThreadId);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, await task);
    }
}
